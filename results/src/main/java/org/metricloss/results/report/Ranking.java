package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.AxisRange;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.table.ReportTable;

/**
 * The picture under a report's answer: one row per subject, best first, with its value on a common axis and a few texts. The
 * page draws it without a script. Markdown has the same texts as a table.
 *
 * @param subject the title of the first column, such as {@code objective}
 * @param axis the axis of the values
 * @param reference a value that is marked in every row, such as the baseline's; empty if there is none
 * @param columns the titles of the columns after the value
 * @param marks a sentence that says what the dots and bars are
 * @param rows the rows, at least one
 */
public record Ranking(
        String subject, Axis axis, OptionalDouble reference, List<String> columns, String marks, List<Row> rows) {
    /**
     * The place of a subject on the axis.
     *
     * @param value its mean or median
     * @param interval its interval; empty if there is none
     * @param single the values from which it is computed, such as one per seed
     */
    public record Place(double value, Optional<Interval> interval, List<Double> single) {
        /** Copies the list. */
        public Place {
            single = List.copyOf(single);
        }

        private DoubleStream extent() {
            return DoubleStream.concat(
                    DoubleStream.concat(DoubleStream.of(value), single.stream().mapToDouble(Double::doubleValue)),
                    interval.stream().flatMapToDouble(ends -> DoubleStream.of(ends.low(), ends.high())));
        }
    }

    /**
     * A row.
     *
     * @param name the subject
     * @param style its colour, see {@link org.metricloss.results.figure.Palette}
     * @param shown its value as text, {@code -} if it has none
     * @param place its place on the axis; empty if it has none
     * @param cells the texts of the other columns
     */
    public record Row(String name, int style, String shown, Optional<Place> place, List<String> cells) {
        /** Copies the list. */
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** @throws IllegalArgumentException if there is no row, or a row does not have one cell per column */
    public Ranking {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a ranking must have a row");
        }
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("a row must have " + columns.size() + " cells, got " + row.cells());
            }
        }
    }

    /** {@return the part of the axis that is shown; empty if no row has a place} */
    Optional<AxisRange> range() {
        double[] extent = DoubleStream.concat(
                        rows.stream().flatMap(row -> row.place().stream()).flatMapToDouble(Place::extent),
                        reference.stream())
                .toArray();
        return rows.stream().allMatch(row -> row.place().isEmpty())
                ? Optional.empty()
                : Optional.of(AxisRange.of(axis, extent));
    }

    /** {@return the title of the values, without their unit where each value is written with it} */
    String title() {
        return axis.unit().equals("s") ? axis.title() : axis.label();
    }

    /** {@return the texts as a table} */
    ReportTable table() {
        List<String> header = new ArrayList<>(List.of(subject, title()));
        header.addAll(columns);
        return ReportTable.of(
                header,
                rows.stream()
                        .map(row -> {
                            List<String> cells = new ArrayList<>(List.of(row.name(), row.shown()));
                            cells.addAll(row.cells());
                            return cells;
                        })
                        .toList(),
                0);
    }
}
