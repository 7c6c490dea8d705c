package org.metricloss.results.text;

/** Text for a terminal of {@value #WIDTH} columns. */
public final class ConsoleText {
    /** The most characters of a line. */
    public static final int WIDTH = 110;

    private ConsoleText() {}

    /**
     * {@return the text with control characters replaced by question marks}
     *
     * @param text a text that may come from user input
     */
    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * {@return the text, printable and cut to a length; two dots replace the rest}
     *
     * @param text a text that may come from user input
     * @param longest the most characters, at least 3
     */
    public static String cut(String text, int longest) {
        String printable = printable(text);
        return length(printable) <= longest
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, longest - 2)) + "..";
    }

    /**
     * {@return the text broken into lines, each ended by a line feed: between words, and within a word that is longer than a line}
     *
     * @param words words that are separated by single spaces; made printable
     */
    public static String wrapped(String words) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : printable(words).split(" ")) {
            int length = length(word);
            if (column > 0 && column + 1 + length <= WIDTH) {
                out.append(' ');
                column++;
            } else if (column > 0) {
                out.append('\n');
                column = 0;
            }
            for (int c : word.codePoints().toArray()) {
                if (column == WIDTH) {
                    out.append('\n');
                    column = 0;
                }
                out.appendCodePoint(c);
                column++;
            }
        }
        return out.append('\n').toString();
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
