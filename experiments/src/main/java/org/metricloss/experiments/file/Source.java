package org.metricloss.experiments.file;

/**
 * The file or option from which a text was read.
 *
 * @param name the file as the user named it, or the option as it was typed
 * @param singleLine whether positions are given by column alone
 * @param shift columns that precede the text on its first line
 */
public record Source(String name, boolean singleLine, int shift) {
    private static final int LONGEST_OPTION = 120;

    /** {@return a file of that name} */
    public static Source file(String name) {
        return new Source(name, false, 0);
    }

    /**
     * {@return a part of an option}
     *
     * @param option the whole text of an option, {@code path=value}
     * @param start the index at which the text begins in the option, from 0
     */
    public static Source option(String option, int start) {
        return new Source("--set " + OneLine.clipped(option, LONGEST_OPTION), true, start);
    }

    /** {@return a position in this text; line and column from 1} */
    public Location at(int line, int column) {
        return new Location(this, line, line == 1 ? column + shift : column);
    }

    /** {@return the position after a text that begins like this, with lines counted as YAML counts them} */
    public Location after(CharSequence beginning) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < beginning.length(); i++) {
            char c = beginning.charAt(i);
            boolean carriageReturnAlone = c == '\r' && (i + 1 == beginning.length() || beginning.charAt(i + 1) != '\n');
            if (c == '\n' || c == '\u0085' || c == '\u2028' || c == '\u2029' || carriageReturnAlone) {
                line++;
                column = 1;
            } else if (c != '\uFEFF' && !Character.isLowSurrogate(c)) {
                column++;
            }
        }
        return at(line, column);
    }
}
