package org.metricloss.results.report;

import java.util.List;
import java.util.Optional;

/**
 * A table of plain texts.
 *
 * @param header the columns' titles
 * @param rows as many cells each
 * @param numbers how many of the last columns hold numbers, which are aligned to the right
 * @param csv the file with these figures and more, such as {@code tables/summary.csv}, where there is one
 * @param details what is told of a row when one asks for it: none, or one text per row, several lines allowed
 */
record ReportTable(
        List<String> header, List<List<String>> rows, int numbers, Optional<String> csv, List<String> details) {
    /** @throws IllegalArgumentException where a row has another number of cells, or details are there for some rows only */
    ReportTable {
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

    /** A table whose figures are in no file. */
    static ReportTable of(List<String> header, List<List<String>> rows, int numbers) {
        return new ReportTable(header, rows, numbers, Optional.empty(), List.of());
    }

    /** A table whose figures are in a file of the run's folder. */
    static ReportTable of(String csv, List<String> header, List<List<String>> rows, int numbers) {
        return new ReportTable(header, rows, numbers, Optional.of(csv), List.of());
    }

    /** The same with details, one per row. */
    ReportTable withDetails(List<String> perRow) {
        return new ReportTable(header, rows, numbers, csv, perRow);
    }
}
