package org.metricloss.experiments.cli;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A table of a document that shows a part of a CSV file. A comment of one line right above it says which:
 *
 * <pre>{@code <!-- csv: FILE; rows: engine=djl, exponent!=; columns: loss, exponent, seconds*1000 -->}</pre>
 *
 * <p>FILE is a path in the checkout. The rows are those whose columns have these values ({@code =}) or do not have them ({@code
 * !=}), in the order of the file; without {@code rows} all of them. Several values are separated by {@code |}. The columns are
 * those of the document's table, in order, each a column of the file or a product of it with a number. A cell with several
 * numbers, such as {@code 0.98 [0.97, 0.99]}, names their columns joined by {@code +}.
 *
 * @param file the CSV file, from the root of the checkout
 * @param filters the conditions of rows, as they are written
 * @param columns the columns, as they are written
 * @param cells the rows of the document's table below its header
 */
record QuotedTable(String file, List<String> filters, List<String> columns, List<List<String>> cells) {
    private static final Pattern COMMENT =
            Pattern.compile("(?m)^<!-- csv: ([^;]+?)(?:; rows: ([^;]+?))?; columns: ([^;]+?) -->\\n((?:\\|.*\\n?)+)");
    private static final Pattern MARK = Pattern.compile("(?m)^<!-- csv:");
    private static final Pattern FILTER = Pattern.compile("(\\w+)(!?=)(.*)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(,[0-9]{3})*(\\.[0-9]+)?");

    /**
     * {@return the tables of a document that name their file}
     *
     * @throws IllegalArgumentException if a comment is not of the form above, or no table follows it
     */
    static List<QuotedTable> in(String text) {
        List<QuotedTable> tables = new ArrayList<>();
        Matcher comment = COMMENT.matcher(text);
        while (comment.find()) {
            List<List<String>> rows =
                    comment.group(4).lines().map(QuotedTable::cells).toList();
            tables.add(new QuotedTable(
                    comment.group(1),
                    comment.group(2) == null ? List.of() : list(comment.group(2)),
                    list(comment.group(3)),
                    // Below the header and the line of dashes.
                    rows.subList(Math.min(2, rows.size()), rows.size())));
        }
        long marks = MARK.matcher(text).results().count();
        if (marks != tables.size()) {
            throw new IllegalArgumentException(marks + " comments name a CSV file, but only " + tables.size()
                    + " of them are understood and have a table in the next line");
        }
        return tables;
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).toList();
    }

    private static List<String> cells(String line) {
        String inner = line.strip().replaceAll("^\\||\\|$", "");
        return Arrays.stream(inner.split("\\|", -1))
                .map(cell -> cell.strip().replace("`", ""))
                .toList();
    }

    /**
     * {@return what differs from the file, a line each; empty if nothing does}
     *
     * @param root the checkout
     * @throws IllegalArgumentException if the file has no such column
     */
    List<String> differences(Path root) throws IOException {
        Table all = Table.read()
                .usingOptions(CsvReadOptions.builder(new StringReader(Files.readString(root.resolve(file))))
                        .columnTypesToDetect(List.of(ColumnType.STRING)));
        List<String> differences = new ArrayList<>();
        int rows = 0;
        for (Row row : all) {
            if (isShown(row)) {
                if (rows < cells.size()) {
                    compare(row, cells.get(rows), differences);
                }
                rows++;
            }
        }
        if (rows != cells.size()) {
            differences.add("the table has %s rows, %s has %s".formatted(cells.size(), file, rows));
        }
        return differences;
    }

    private boolean isShown(Row row) {
        return filters.stream().allMatch(filter -> {
            Matcher parts = FILTER.matcher(filter);
            if (!parts.matches()) {
                throw new IllegalArgumentException("a condition is column=value or column!=value, got " + filter);
            }
            List<String> values = Arrays.asList(parts.group(3).split("\\|", -1));
            return values.contains(row.getString(parts.group(1)))
                    == parts.group(2).equals("=");
        });
    }

    private void compare(Row row, List<String> shown, List<String> differences) {
        if (shown.size() != columns.size()) {
            differences.add(
                    "row '%s' has %s cells for %s columns".formatted(shown.get(0), shown.size(), columns.size()));
            return;
        }
        for (int i = 0; i < shown.size(); i++) {
            List<String> named = Arrays.asList(columns.get(i).split("\\+"));
            List<String> parts = named.size() == 1 ? List.of(shown.get(i)) : numbers(shown.get(i), named.size());
            List<String> recorded = named.stream()
                    .map(column -> row.getString(column.split("\\*")[0]))
                    .toList();
            for (int k = 0; k < named.size(); k++) {
                if (parts.size() != named.size() || !isSame(parts.get(k), recorded.get(k), factor(named.get(k)))) {
                    differences.add("row '%s', column '%s': the table says %s, %s says %s"
                            .formatted(shown.get(0), columns.get(i), shown.get(i), file, String.join(", ", recorded)));
                    break;
                }
            }
        }
    }

    private static BigDecimal factor(String column) {
        String[] product = column.split("\\*");
        return new BigDecimal(product.length > 1 ? product[1] : "1");
    }

    /** {@return the numbers of a cell, or a dash for each of them} */
    private static List<String> numbers(String cell, int count) {
        return cell.equals("-")
                ? Collections.nCopies(count, cell)
                : NUMBER.matcher(cell).results().map(MatchResult::group).toList();
    }

    /** A number may be rounded to the digits that the cell shows; a dash stands for no value. */
    private static boolean isSame(String shown, String recorded, BigDecimal factor) {
        if (!NUMBER.matcher(shown).matches()) {
            return shown.equals(recorded.isEmpty() ? "-" : recorded);
        }
        try {
            BigDecimal number = new BigDecimal(shown.replace(",", ""));
            BigDecimal exact = new BigDecimal(recorded).multiply(factor);
            return exact.setScale(number.scale(), RoundingMode.HALF_UP).compareTo(number) == 0
                    || exact.setScale(number.scale(), RoundingMode.HALF_EVEN).compareTo(number) == 0;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }
}
