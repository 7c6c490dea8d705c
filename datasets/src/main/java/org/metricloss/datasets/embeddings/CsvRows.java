package org.metricloss.datasets.embeddings;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.metricloss.formats.FileException;

/** The numbers and labels of a CSV file's rows. */
final class CsvRows {
    /** With fewer rows, a column that counts them may do so by chance. */
    private static final int FEWEST_COUNTED = 3;

    private final Path file;
    private final CsvColumns columns;
    private final List<Integer> leftOut;
    private final Map<Integer, RowNumbers> numbering = new LinkedHashMap<>();
    private final boolean commasMayBeDecimal;
    private final List<String> labels = new ArrayList<>();
    private final boolean[] counting;
    private final boolean[] fractions;
    private final double[] start;
    private final DoubleConsumer values;
    private int rows;
    private boolean decimalCommas;
    private boolean decimalPoints;

    /**
     * @param leftOut the columns that are left out because they count the rows
     * @param numbering the columns that are left out because they number the rows
     * @param values receives the coordinates of every row
     */
    CsvRows(
            Path file,
            CsvColumns columns,
            List<Integer> leftOut,
            List<Integer> numbering,
            char separator,
            DoubleConsumer values) {
        this.file = file;
        this.columns = columns;
        this.leftOut = leftOut;
        numbering.forEach(column -> this.numbering.put(column, new RowNumbers()));
        this.values = values;
        this.commasMayBeDecimal = separator != ',';
        this.counting = new boolean[columns.count()];
        this.fractions = new boolean[columns.count()];
        this.start = new double[columns.count()];
        Arrays.fill(counting, true);
    }

    void add(CsvRecord row) {
        for (int column = 0; column < columns.count(); column++) {
            if (column != columns.label() && !columns.dropped().contains(column)) {
                double number = number(row, column);
                count(column, number);
                values.accept(number);
            }
        }
        for (int column : leftOut) {
            count(column, CsvCell.number(row.getField(column)));
            if (!counting[column]) {
                throw stops(row, column, "counts");
            }
        }
        numbering.forEach((column, numbers) -> {
            if (!numbers.add(row.getField(column).strip())) {
                throw stops(row, column, "numbers");
            }
        });
        if (columns.hasLabel()) {
            labels.add(label(row));
        }
        rows++;
    }

    private FileException stops(CsvRecord row, int column, String does) {
        return refused(
                row,
                columns.called(column) + " " + does
                        + " the rows before, but not this one: leave it out if it is an index,"
                        + " and write it with a decimal point if it is a coordinate");
    }

    private String label(CsvRecord row) {
        String label = row.getField(columns.label()).strip();
        if (label.isEmpty()) {
            throw refused(row, "the label in " + columns.called(columns.label()) + " is missing");
        }
        if (label.indexOf('\n') >= 0 || label.indexOf('\r') >= 0) {
            throw refused(row, "the label contains a line break; a quote may be unclosed");
        }
        return label;
    }

    private void count(int column, double number) {
        fractions[column] |= number != Math.rint(number);
        if (rows == 0) {
            start[column] = number;
        }
        counting[column] &= (start[column] == 0 || start[column] == 1) && number == start[column] + rows;
    }

    private double number(CsvRecord row, int column) {
        String cell = row.getField(column);
        String written = cell;
        boolean comma = commasMayBeDecimal && cell.indexOf(',') >= 0;
        boolean point = cell.indexOf('.') >= 0;
        if (comma && !point && cell.indexOf(',') == cell.lastIndexOf(',')) {
            written = cell.replace(',', '.');
        }
        double number = CsvCell.number(written);
        if (Double.isNaN(number)) {
            throw refused(
                    row,
                    columns.called(column)
                            + (cell.isBlank()
                                    ? " must be a finite number, but its value is missing"
                                    : " must be a finite number, found '" + cell.strip() + "'"));
        }
        decimalCommas |= comma;
        decimalPoints |= point;
        if (decimalCommas && decimalPoints) {
            throw refused(
                    row,
                    columns.called(column) + " must have the same decimal separator as the numbers before it, found '"
                            + cell.strip() + "'");
        }
        return number;
    }

    /** {@return the label of each row; empty if no column holds labels} */
    List<String> labels() {
        return labels;
    }

    /** {@return whether numbers have decimal commas} */
    boolean decimalCommas() {
        return decimalCommas;
    }

    /** {@return the columns of coordinates that count the rows, from 0 or from 1} */
    List<Integer> counting() {
        return IntStream.range(0, columns.count())
                .filter(i -> rows >= FEWEST_COUNTED
                        && counting[i]
                        && i != columns.label()
                        && !columns.dropped().contains(i))
                .boxed()
                .toList();
    }

    /** {@return the last column of coordinates, if it holds only whole numbers and another holds a fraction} */
    OptionalInt wholeAmongFractions() {
        int[] coordinates = IntStream.range(0, columns.count())
                .filter(i -> i != columns.label() && !columns.dropped().contains(i))
                .toArray();
        int last = coordinates[coordinates.length - 1];
        return !fractions[last] && IntStream.of(coordinates).anyMatch(i -> fractions[i])
                ? OptionalInt.of(last)
                : OptionalInt.empty();
    }

    private FileException refused(CsvRecord row, String problem) {
        return new FileException(file + ":" + row.getStartingLineNumber() + ": " + problem);
    }
}
