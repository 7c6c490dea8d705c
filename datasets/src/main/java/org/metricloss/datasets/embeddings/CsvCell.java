package org.metricloss.datasets.embeddings;

import java.util.Locale;
import java.util.Set;

/** Classifies the text of one cell. */
final class CsvCell {
    private static final Set<String> NO_VALUES = Set.of("nan", "na", "n/a", "null", "none", "inf", "infinity");

    private CsvCell() {}

    /**
     * {@return whether a cell can name a column: it is not empty, does not begin as a number does, and does not stand for a missing
     * or infinite value}
     */
    static boolean isName(String cell) {
        String text = cell.strip();
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        String digits = unsigned.startsWith(".") ? unsigned.substring(1) : unsigned;
        return !digits.isEmpty()
                && !Character.isDigit(digits.charAt(0))
                && !NO_VALUES.contains(unsigned.toLowerCase(Locale.ROOT));
    }

    /** {@return whether a cell is a number that is not written as a whole number} */
    static boolean isDecimal(String cell) {
        return !cell.isBlank()
                && Double.isFinite(number(cell.replace(',', '.')))
                && !cell.strip().matches("[-+]?[0-9]+");
    }

    /**
     * {@return the number in a cell, with a decimal point as CSV files write it; NaN if the cell holds no finite
     * number}
     */
    static double number(String cell) {
        String text = cell.strip();
        for (int i = 0; i < text.length(); i++) {
            // Java also reads 1d, 0x1p3 and NaN.
            if ("0123456789.-+eE".indexOf(text.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
