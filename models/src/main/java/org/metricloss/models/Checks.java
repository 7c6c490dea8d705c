package org.metricloss.models;

import java.util.List;
import java.util.Objects;

/** The checks that the records of a model share. Each throws IllegalArgumentException with one line. */
final class Checks {
    private Checks() {}

    static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }

    static <T> T present(String name, T value) {
        require(value != null, "%s is missing", name);
        return value;
    }

    static void text(String name, String value) {
        require(value != null && !value.isBlank(), "%s must not be blank", name);
    }

    static void sha256(String name, String value) {
        require(value != null && value.matches("[0-9a-f]{64}"), "%s must be 64 lower-case hex digits", name);
    }

    static <T> List<T> list(String name, List<T> values) {
        present(name, values);
        require(values.stream().noneMatch(Objects::isNull), "%s must not hold null", name);
        return List.copyOf(values);
    }
}
