package org.metricloss.datasets.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides whether the first row of a CSV file names the columns. It does if each of its cells is a name or, read from
 * left to right, one of the numbers 0, 1, 2, ... that pandas gives columns without names; the first cell may be empty,
 * as pandas and R write it above an index of the rows. If the first row could also be a sample, the rows below decide,
 * or the file is refused.
 */
final class CsvHeader {
    private final List<String> first;
    private final List<List<String>> below;

    /**
     * @param first the cells of the first row, at least one
     * @param below some of the rows below it, each with as many cells
     */
    CsvHeader(List<String> first, List<List<String>> below) {
        this.first = first;
        this.below = below;
    }

    /**
     * {@return whether the first row is a header}
     *
     * @throws IllegalArgumentException if it can be a header or a sample
     */
    boolean isHeader(CsvOptions options) {
        boolean called =
                namesLabel(options) || options.drop().stream().anyMatch(name -> CsvCell.isName(name) && isCell(name));
        if (called) {
            return true;
        }
        if (!hasShape()) {
            return false;
        }
        long names = names();
        if (names == first.stream().filter(cell -> !cell.isBlank()).count()) {
            return names > 0;
        }
        boolean lastIsName = CsvCell.isName(last(first));
        if (names > (lastIsName ? 1 : 0)) {
            return true;
        }
        return first.get(0).isBlank() ? counts(below, 0) : lastIsName ? isNameAtTheEnd() : isNumbers(options);
    }

    /** {@return whether every cell is a name, the next of the numbers 0, 1, 2, ..., or empty; beside numbers only the first is empty} */
    private boolean hasShape() {
        int numbers = 0;
        int blanks = 0;
        for (int i = 0; i < first.size(); i++) {
            String cell = first.get(i).strip();
            if (cell.equals(Integer.toString(numbers))) {
                numbers++;
            } else if (cell.isEmpty()) {
                blanks += i > 0 ? 1 : 0;
            } else if (!CsvCell.isName(cell)) {
                return false;
            }
        }
        return blanks == 0 || numbers == 0;
    }

    /**
     * {@return whether a cell is the name of the column of labels, as the user calls it. A number is such a name only if the row looks
     * like a header: it has a name outside the column of that number; or it counts 0, 1, 2, ..., and there is no column of that
     * number, or it ends in that number, or the other columns have fractions; or there is no such column, and the other columns
     * have fractions, but the row has none}
     */
    boolean namesLabel(CsvOptions options) {
        return options.label().filter(this::isCell).filter(this::canNameLabel).isPresent();
    }

    private boolean canNameLabel(String called) {
        if (CsvCell.isName(called)) {
            return true;
        }
        List<String> others = new ArrayList<>(first);
        boolean isColumn = called.matches("[1-9][0-9]{0,6}") && Integer.parseInt(called) <= first.size();
        if (isColumn) {
            others.remove(Integer.parseInt(called) - 1);
        }
        return others.stream().anyMatch(CsvCell::isName)
                || hasShape() && (!isColumn || last(first).strip().equals(called) || hasFractionsBeside(called))
                || !isColumn && hasFractionsBeside(called) && first.stream().noneMatch(CsvCell::isDecimal);
    }

    private long names() {
        return first.stream().filter(CsvCell::isName).count();
    }

    private boolean isCell(String name) {
        return first.stream().anyMatch(cell -> CsvColumns.key(cell).equals(CsvColumns.key(name)));
    }

    /** Decides whether a row {@code 0, 1, ..., name} names the columns or is a sample with a label. */
    private boolean isNameAtTheEnd() {
        String name = last(first);
        if (below.stream().anyMatch(row -> last(row).equals(name))) {
            return false;
        }
        if (!CsvColumns.isLabelName(name)) {
            throw new IllegalArgumentException(
                    "the first row may be a header or a sample of class '" + name.strip() + "'; --label " + name.strip()
                            + " says that it is a header, a header above it that it is a sample");
        }
        return true;
    }

    /** Decides whether a row {@code 0, 1, 2, ...} names the columns or is a sample. */
    private boolean isNumbers(CsvOptions options) {
        if (first.size() == 1) {
            throw new IllegalArgumentException("the first row may hold the number of the column or a sample; a header"
                    + " above it says that it is a sample, a name in its place that it is a header");
        }
        if (!hasFractionsBeside(last(first)) || first.size() == 2) {
            String way = options.label().isPresent()
                    ? "names in place of the numbers say"
                    : "--label with the number of the column of labels, such as --label "
                            + last(first).strip() + ", says";
            throw new IllegalArgumentException("the first row may hold the numbers of the columns or a sample; " + way
                    + " that it is a header, a header above it that it is a sample");
        }
        return true;
    }

    /** {@return whether all values below are fractions, but for the column with a given cell in the first row} */
    private boolean hasFractionsBeside(String cell) {
        int[] others = IntStream.range(0, first.size())
                .filter(i -> !CsvColumns.key(first.get(i)).equals(CsvColumns.key(cell)))
                .toArray();
        return !below.isEmpty()
                && below.stream()
                        .allMatch(row -> IntStream.of(others).mapToObj(row::get).allMatch(CsvCell::isDecimal));
    }

    private static String last(List<String> cells) {
        return cells.get(cells.size() - 1);
    }

    /** {@return whether a column counts the rows, from 0 or from 1} */
    static boolean counts(List<List<String>> rows, int column) {
        return !rows.isEmpty() && (countsFrom(rows, column, 0) || countsFrom(rows, column, 1));
    }

    private static boolean countsFrom(List<List<String>> rows, int column, int start) {
        return IntStream.range(0, rows.size())
                .allMatch(i -> rows.get(i).get(column).strip().equals(Integer.toString(start + i)));
    }
}
