package org.metricloss.experiments.file;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prepares external text for messages: on one line, without characters that control a terminal, and not too long. */
public final class OneLine {
    private static final int LONGEST = 60;
    private static final int MOST = 20;

    private OneLine() {}

    /** {@return the text with control, format and unpaired characters written as escapes} */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> append(shown, character));
        return shown.toString();
    }

    /** {@return the beginning of the text, and three dots if there was more} */
    public static String clipped(String text) {
        return clipped(text, LONGEST);
    }

    /** {@return the first code points of the text, and three dots if there was more} */
    public static String clipped(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "...";
    }

    /** {@return the texts, separated by commas; only the first ones if there are many} */
    public static String list(Collection<String> texts) {
        String first = texts.stream().limit(MOST).map(OneLine::clipped).collect(Collectors.joining(", "));
        return texts.size() <= MOST ? first : "%s, ... (%s in all)".formatted(first, texts.size());
    }

    private static void append(StringBuilder shown, int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> shown.append(String.format(Locale.ROOT, "\\u%04x", character));
            default -> shown.appendCodePoint(character);
        }
    }
}
