package org.metricloss.results.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The checks that records share. Each returns the checked value or throws IllegalArgumentException with one line. */
public final class Require {
    private Require() {}

    public static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank, got " + quoted(value));
        }
        return value;
    }

    public static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    public static long atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be >= " + least + ", got " + value);
        }
        return value;
    }

    /** Also refuses NaN and Infinity. */
    public static double finiteNotNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and >= 0, got " + value);
        }
        return value;
    }

    public static String sha256(String name, String value) {
        if (value == null || !value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " must be 64 lower-case hex digits, got " + quoted(value));
        }
        return value;
    }

    public static <T> List<T> list(String name, List<T> values) {
        present(name, values);
        if (values.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(name + " must not hold null");
        }
        return List.copyOf(values);
    }

    /** Copies a map and keeps its order, which {@link Map#copyOf} would not. */
    public static <T> Map<String, T> map(String name, Map<String, T> values) {
        present(name, values);
        values.forEach((key, value) -> {
            text(name + " key", key);
            present(name + "." + key, value);
        });
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    private static String quoted(String value) {
        return value == null ? "nothing" : "'" + value + "'";
    }
}
