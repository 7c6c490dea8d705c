package org.metricloss.results.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.metricloss.results.text.NumberText;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table of plain texts.
 *
 * @param header the columns' titles
 * @param rows the rows, each with one cell per column
 * @param numbers how many of the last columns hold numbers, which are aligned to the right
 * @param csv the file with these figures and more, such as {@code tables/summary.csv}, if there is one
 * @param details the texts that the page shows for rows on request: none, or one per row, which may have several lines
 */
public record ReportTable(
        List<String> header, List<List<String>> rows, int numbers, Optional<String> csv, List<String> details) {
    private static final String COMMAND = "command";

    /** The columns that identify rows. They are shown even if all rows have the same value. */
    private static final List<String> ALWAYS_SHOWN = List.of("trial", "objective");

    /** @throws IllegalArgumentException if a row does not have one cell per column, or only some rows have details */
    public ReportTable {
        header = List.copyOf(header);
        rows = rows.stream().map(List::copyOf).toList();
        details = List.copyOf(details);
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException("a row must have " + header.size() + " cells, got " + row);
            }
        }
        if (!details.isEmpty() && details.size() != rows.size()) {
            throw new IllegalArgumentException(
                    "there must be details for all " + rows.size() + " rows, got " + details.size());
        }
    }

    /** Creates a table whose figures are not in a file. */
    public static ReportTable of(List<String> header, List<List<String>> rows, int numbers) {
        return new ReportTable(header, rows, numbers, Optional.empty(), List.of());
    }

    /** Creates a table whose figures are in a file of the run's folder. */
    public static ReportTable of(String csv, List<String> header, List<List<String>> rows, int numbers) {
        return new ReportTable(header, rows, numbers, Optional.of(csv), List.of());
    }

    /**
     * Creates a table with the columns of a file, named in words, texts first and fractions with four significant digits. Its column
     * {@code command} becomes the rows' details; columns of texts that are all equal are left out.
     */
    public static ReportTable of(String csv, Table table) {
        List<Column<?>> columns = Stream.concat(
                        table.columns().stream().filter(column -> !isNumber(column) && tellsRowsApart(column)),
                        table.columns().stream().filter(ReportTable::isNumber))
                .toList();
        List<List<String>> rows = IntStream.range(0, table.rowCount())
                .mapToObj(
                        row -> columns.stream().map(column -> cell(column, row)).toList())
                .toList();
        ReportTable shown = of(csv, columns.stream().map(ReportTable::title).toList(), rows, (int)
                columns.stream().filter(ReportTable::isNumber).count());
        return table.containsColumn(COMMAND)
                ? shown.withDetails(table.stringColumn(COMMAND).asList().stream()
                        .map(command -> "To run it again:\n" + command)
                        .toList())
                : shown;
    }

    /** The name of a column in words: {@code dataSeconds} is data seconds, {@code loss.center} is loss center. */
    private static String title(Column<?> column) {
        return column.name().replaceAll("(?<=[a-z])(?=[A-Z0-9])|\\.", " ").toLowerCase(Locale.ROOT);
    }

    private static boolean tellsRowsApart(Column<?> column) {
        return !column.name().equals(COMMAND) && (ALWAYS_SHOWN.contains(column.name()) || column.countUnique() > 1);
    }

    private static boolean isNumber(Column<?> column) {
        return column instanceof NumericColumn;
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "-";
        }
        if (column instanceof DoubleColumn numbers) {
            return NumberText.cost(numbers.getDouble(row));
        }
        // The column's own text of a whole number uses the digits of the default locale.
        return String.valueOf(column.get(row));
    }

    /** Returns the table with only its first rows. */
    public ReportTable first(int count) {
        return new ReportTable(
                header, rows.subList(0, count), numbers, csv, details.isEmpty() ? details : details.subList(0, count));
    }

    /** Returns the table with details, one per row. */
    public ReportTable withDetails(List<String> perRow) {
        return new ReportTable(header, rows, numbers, csv, perRow);
    }
}
