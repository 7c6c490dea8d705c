package org.metricloss.results.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.metricloss.formats.Layout;

/** The checks that records share. Each returns the checked value or throws IllegalArgumentException with one line. */
public final class Require {
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._+=,@-]{0,149}";

    private Require() {}

    /** Checks that a text is present and not blank. */
    public static String text(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank, got " + quoted(value));
        }
        return value;
    }

    /** Checks that a component is present. */
    public static <T> T present(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /** Checks that a number is not below a minimum. */
    public static long atLeast(long least, String name, long value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be >= " + least + ", got " + value);
        }
        return value;
    }

    /** Checks that a number is finite and at least 0. */
    public static double finiteNotNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and >= 0, got " + value);
        }
        return value;
    }

    /** Checks that a text is a SHA-256 hash: 64 lower-case hexadecimal digits. */
    public static String sha256(String name, String value) {
        if (value == null || !value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " must be 64 lower-case hex digits, got " + quoted(value));
        }
        return value;
    }

    /** Checks the id of an item of a run's plan, which is the name of its file. */
    public static String id(String id) {
        if (id == null || !id.matches(ID)) {
            throw new IllegalArgumentException(
                    "trial id must be 1 to 150 of the characters A-Z a-z 0-9 . _ + = , @ - and start with a letter or"
                            + " digit, got '" + id + "'");
        }
        return id;
    }

    /** Checks that a record's layout is one that its class reads, see {@link Layout}. */
    public static int format(Class<? extends Record> type, int format) {
        Layout layout = type.getAnnotation(Layout.class);
        if (format < layout.oldest() || format > layout.newest()) {
            String allowed = layout.oldest() == layout.newest()
                    ? Integer.toString(layout.newest())
                    : "from " + layout.oldest() + " to " + layout.newest();
            throw new IllegalArgumentException("format must be " + allowed + ", got " + format);
        }
        return format;
    }

    /** Copies a list and checks that it and its members are present. */
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
