package org.metricloss.datasets.embeddings;

import java.util.HashSet;
import java.util.Set;

/** The cells of a column that numbers the rows: each is another whole number. */
final class RowNumbers {
    /** A longer number may be too large for 64 bits. */
    private static final int MOST_DIGITS = 18;

    private final Set<String> others = new HashSet<>();
    private long start;
    private long counted;

    /** {@return whether a cell is a whole number that no cell before it is} */
    boolean add(String cell) {
        if (!cell.matches("[0-9]+")) {
            return false;
        }
        if (cell.length() > MOST_DIGITS || !cell.equals(Long.toString(Long.parseLong(cell)))) {
            return others.add(cell);
        }
        long number = Long.parseLong(cell);
        if (counted == 0) {
            start = number;
        }
        // Most columns count from their first number on, which takes no memory.
        if (number == start + counted && !others.contains(cell)) {
            counted++;
            return true;
        }
        return (number < start || number >= start + counted) && others.add(cell);
    }
}
