package org.metricloss.formats;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of an array's elements, as stated in NumPy's {@code descr}.
 *
 * @param kind NumPy's letter: b for bool, i and u for integers, f for floats, U and S for texts; others are not read
 * @param bytes the size of an element
 * @param bigEndian the byte order
 * @param name the name in messages, such as {@code float32}
 */
record NpyType(char kind, int bytes, boolean bigEndian, String name) {
    private static final Pattern SIMPLE = Pattern.compile("([<>|=]?)([a-zA-Z])(\\d{0,9})(\\[.*])?");
    private static final int CHARACTER_BYTES = Integer.BYTES;

    /**
     * {@return the type}
     *
     * @param descr the header's value: a text for a simple type, a list for a structured one
     */
    static NpyType of(Object descr) {
        Matcher simple = SIMPLE.matcher(descr instanceof String text ? text : "");
        if (!simple.matches()) {
            return new NpyType('V', 0, false, "a structured type");
        }
        char kind = simple.group(2).charAt(0);
        int size = simple.group(3).isEmpty() ? 0 : Integer.parseInt(simple.group(3));
        return new NpyType(
                kind,
                kind == 'U' ? (int) Math.min(Integer.MAX_VALUE, (long) size * CHARACTER_BYTES) : size,
                simple.group(1).equals(">"),
                name(kind, size, (String) descr));
    }

    private static String name(char kind, int size, String descr) {
        return switch (kind) {
            case 'b' -> "bool";
            case 'i' -> "int" + size * Byte.SIZE;
            case 'u' -> "uint" + size * Byte.SIZE;
            case 'f' -> "float" + size * Byte.SIZE;
            case 'c' -> "complex" + size * Byte.SIZE;
            case 'U', 'S' -> String.format(Locale.ROOT, "text of up to %d characters", size);
            case 'O' -> "Python objects";
            case 'M', 'm' -> "times (" + descr + ")";
            default -> "'" + descr + "'";
        };
    }

    boolean isFloat() {
        return kind == 'f' && (bytes == 2 || bytes == Float.BYTES || bytes == Double.BYTES);
    }

    boolean isInteger() {
        boolean whole = (kind == 'i' || kind == 'u') && (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8);
        return whole || kind == 'b' && bytes == 1;
    }

    boolean isText() {
        return kind == 'U' || kind == 'S';
    }

    /** {@return the size in bytes of a number or of a character of a text} */
    int numberBytes() {
        return kind == 'U' ? CHARACTER_BYTES : kind == 'S' ? 1 : bytes;
    }

    /** {@return whether elements of this type can be read; NumPy stores no texts without characters} */
    boolean isReadable() {
        return isFloat() || isInteger() || isText() && bytes > 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
