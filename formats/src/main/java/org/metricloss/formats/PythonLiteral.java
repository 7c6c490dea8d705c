package org.metricloss.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one Python literal, such as the header of an NPY file. It supports dictionaries, tuples, lists, texts, whole
 * numbers, {@code True}, {@code False} and {@code None}.
 *
 * <p>Dictionaries become maps with text keys, tuples and lists become lists, whole numbers become {@link Long}. Nothing is evaluated.
 */
final class PythonLiteral {
    /** The greatest depth of nesting that is read; NumPy's structured types nest a few levels. */
    private static final int MOST_DEPTH = 64;

    /** The value of {@code None}, because maps and lists here hold no nulls. */
    static final Object NONE = new Object();

    private final String text;
    private int at;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /**
     * {@return the value: a map, a list, a text, a {@link Long}, a {@link Boolean} or {@link #NONE}}
     *
     * @throws IllegalArgumentException if the text is not one such literal
     */
    static Object parse(String text) {
        PythonLiteral literal = new PythonLiteral(text);
        Object value = literal.value(0);
        literal.skipBlanks();
        if (literal.at < text.length()) {
            throw literal.unexpected();
        }
        return value;
    }

    private Object value(int depth) {
        if (depth > MOST_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MOST_DEPTH);
        }
        skipBlanks();
        char first = peek();
        if (first == '{') {
            return dictionary(depth);
        }
        if (first == '(') {
            return sequence(')', depth);
        }
        if (first == '[') {
            return sequence(']', depth);
        }
        if (first == '\'' || first == '"') {
            return string();
        }
        if (first == '-' || Character.isDigit(first)) {
            return number();
        }
        return word();
    }

    private Map<String, Object> dictionary(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        while (!ends('}')) {
            if (!(value(depth + 1) instanceof String key)) {
                throw unexpected();
            }
            expect(':');
            map.put(key, value(depth + 1));
            separator('}');
        }
        return map;
    }

    private List<Object> sequence(char end, int depth) {
        List<Object> list = new ArrayList<>();
        at++;
        while (!ends(end)) {
            list.add(value(depth + 1));
            separator(end);
        }
        return list;
    }

    /** Returns whether the container ends here, and if so consumes the end. */
    private boolean ends(char end) {
        skipBlanks();
        if (peek() != end) {
            return false;
        }
        at++;
        return true;
    }

    /** Consumes a comma, which the last element may lack. */
    private void separator(char end) {
        skipBlanks();
        if (peek() != end) {
            expect(',');
        }
    }

    private void expect(char wanted) {
        skipBlanks();
        if (peek() != wanted) {
            throw unexpected();
        }
        at++;
    }

    private String string() {
        char quote = text.charAt(at++);
        StringBuilder content = new StringBuilder();
        while (peek() != quote) {
            char next = text.charAt(at++);
            if (next == '\\') {
                // Which character an escape stands for does not matter: names of fields are not used.
                content.append(next).append(peek());
                at++;
            } else {
                content.append(next);
            }
        }
        at++;
        return content.toString();
    }

    private Long number() {
        int from = at++;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        String digits = text.substring(from, at);
        if (at < text.length() && text.charAt(at) == 'L') {
            // Python 2 wrote long integers like this.
            at++;
        }
        return Long.parseLong(digits);
    }

    private Object word() {
        for (Map.Entry<String, Object> known :
                Map.of("True", true, "False", false, "None", NONE).entrySet()) {
            if (text.startsWith(known.getKey(), at)) {
                at += known.getKey().length();
                return known.getValue();
            }
        }
        throw unexpected();
    }

    private char peek() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("ends too early");
        }
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "its end";
        return new IllegalArgumentException("unexpected " + found + " at character " + at);
    }
}
