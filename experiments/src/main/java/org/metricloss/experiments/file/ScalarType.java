package org.metricloss.experiments.file;

import java.util.regex.Pattern;

/**
 * The type of a scalar. YAML 1.1's other spellings ({@code yes}, {@code 1_000}, {@code 010}, {@code 1:30}) are words
 * here. They are therefore refused where a number or a flag is expected, and never read as an unexpected value.
 */
public enum ScalarType {
    /** Left empty, {@code null} or {@code ~}. */
    NOTHING,
    /** {@code true} or {@code false}. */
    FLAG,
    /** A decimal number, such as {@code 5}, {@code -0.2} or {@code 5e-4}. */
    NUMBER,
    /** Text without quotes. */
    WORD,
    /** Text in quotes, or a block of text. */
    QUOTED;

    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

    /** {@return the type of a scalar without quotes} */
    public static ScalarType ofPlain(String text) {
        return switch (text) {
            case "", "~", "null" -> NOTHING;
            case "true", "false" -> FLAG;
            default -> DECIMAL.matcher(text).matches() ? NUMBER : WORD;
        };
    }
}
