package org.metricloss.results.text;

import java.util.List;

/**
 * A table for a terminal. The first two columns are aligned to the left, since they hold names; the others to the right.
 *
 * @param columns the columns, each with its title first
 */
public record ConsoleTable(List<List<String>> columns) {
    private static final String GAP = "  ";

    /** Copies the columns. */
    public ConsoleTable {
        columns = columns.stream().map(List::copyOf).toList();
    }

    /** {@return how many characters its longest line takes, spaces at its end included} */
    public int width() {
        return columns.stream().mapToInt(ConsoleTable::width).sum() + GAP.length() * (columns.size() - 1);
    }

    /** {@return the lines, each ended by a line feed} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < columns.get(0).size(); line++) {
            text.append(line(line)).append('\n');
        }
        return text.toString();
    }

    private String line(int line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String cell = columns.get(i).get(line);
            String padding = " ".repeat(width(columns.get(i)) - ConsoleText.length(cell));
            text.append(i == 0 ? "" : GAP).append(i < 2 ? cell + padding : padding + cell);
        }
        return text.toString().stripTrailing();
    }

    private static int width(List<String> column) {
        return column.stream().mapToInt(ConsoleText::length).max().orElse(0);
    }
}
