package org.metricloss.results.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.text.ConsoleTable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The columns of a table, each with a function from a row to its value. The CSV file, the table of the report and the
 * table of the terminal all come from this one list. The method for a column's type adds it to the file, {@link #shown}
 * and {@link #figure} to the report, {@link #console} to the terminal, {@link #label} to all of them.
 *
 * @param <T> the type of the rows
 */
public final class Columns<T> {
    private final String name;
    private final List<Stored<T>> stored = new ArrayList<>();
    private final List<Cells<T>> texts = new ArrayList<>();
    private final List<Cells<T>> figures = new ArrayList<>();
    private final List<Cells<T>> console = new ArrayList<>();
    private Optional<Function<T, String>> details = Optional.empty();

    /** Creates a column of the file. */
    private interface Stored<T> {
        Column<?> of(List<T> rows);
    }

    /**
     * A column of the report or the terminal.
     *
     * @param title its title
     * @param cell the text of a row
     * @param onlyIfDifferent whether the report leaves it out if all rows have the same text
     */
    private record Cells<T>(String title, Function<T, String> cell, boolean onlyIfDifferent) {
        Cells(String title, Function<T, String> cell) {
            this(title, cell, false);
        }

        boolean isShown(List<T> rows) {
            return !onlyIfDifferent || rows.stream().map(cell).distinct().count() > 1;
        }

        List<String> of(List<T> rows) {
            List<String> column = new ArrayList<>(List.of(title));
            rows.forEach(row -> column.add(cell.apply(row)));
            return column;
        }
    }

    /**
     * Creates an empty list of columns.
     *
     * @param name the table's name, which is also the name of its file, {@code tables/<name>.csv}
     */
    public Columns(String name) {
        this.name = name;
    }

    /** Adds a text to the file, the report and the terminal. */
    public Columns<T> label(String title, Function<T, String> value) {
        return text(title, value).shown(title, value).console(title, value);
    }

    /** Adds a text to the file. */
    public Columns<T> text(String title, Function<T, String> value) {
        stored.add(rows -> {
            StringColumn column = StringColumn.create(title);
            rows.forEach(row -> column.append(value.apply(row)));
            return column;
        });
        return this;
    }

    /** Adds a map to the file, as {@code name=value; name=value}. */
    public Columns<T> settings(String title, Function<T, Map<String, String>> value) {
        return text(title, row -> joined(value.apply(row)));
    }

    /** Adds a whole number to the file. */
    public Columns<T> integer(String title, ToLongFunction<T> value) {
        stored.add(rows -> {
            LongColumn column = LongColumn.create(title);
            rows.forEach(row -> column.append(value.applyAsLong(row)));
            return column;
        });
        return this;
    }

    /** Adds a number, which may be missing, to the file. */
    public Columns<T> number(String title, Function<T, OptionalDouble> value) {
        stored.add(rows -> {
            DoubleColumn column = DoubleColumn.create(title);
            for (T row : rows) {
                OptionalDouble number = value.apply(row);
                if (number.isPresent()) {
                    column.append(number.getAsDouble());
                } else {
                    column.appendMissing();
                }
            }
            return column;
        });
        return this;
    }

    /**
     * Adds four columns to the file: the three of {@link #difference}, and the values themselves where they are too few for
     * an interval, joined by {@code "; "}.
     */
    public Columns<T> mean(String title, Function<T, Optional<MeanEstimate>> value) {
        return difference(title, value)
                .few(
                        title + "Few",
                        row -> value.apply(row).map(MeanEstimate::few).orElse(List.of()));
    }

    /**
     * Adds three columns to the file: the mean of differences and the ends of its 95% interval, which are empty if there is
     * no interval.
     */
    public Columns<T> difference(String title, Function<T, Optional<MeanEstimate>> value) {
        Function<T, Optional<Interval>> interval = row -> value.apply(row).flatMap(MeanEstimate::interval);
        return number(title + "Mean", row -> of(value.apply(row).map(MeanEstimate::mean)))
                .number(title + "Low", row -> of(interval.apply(row).map(Interval::low)))
                .number(title + "High", row -> of(interval.apply(row).map(Interval::high)));
    }

    /** Adds values to the file that are too few for an interval, joined by {@code "; "}; empty if there are none. */
    public Columns<T> few(String title, Function<T, List<Double>> values) {
        return text(
                title,
                row -> values.apply(row).stream().map(each -> each.toString()).collect(Collectors.joining("; ")));
    }

    /** Adds a text to the report. Texts precede numbers there. */
    public Columns<T> shown(String title, Function<T, String> cell) {
        texts.add(new Cells<>(title, cell));
        return this;
    }

    /**
     * Adds a text to the report, such as the engine, that is left out if it does not tell the rows apart. Texts precede
     * numbers.
     */
    public Columns<T> shownIfDifferent(String title, Function<T, String> cell) {
        texts.add(new Cells<>(title, cell, true));
        return this;
    }

    /** Adds a number to the report, formatted as text, that is left out if it does not tell the rows apart. */
    public Columns<T> figureIfDifferent(String title, Function<T, String> cell) {
        figures.add(new Cells<>(title, cell, true));
        return this;
    }

    /** Adds a number to the report, formatted as text. */
    public Columns<T> figure(String title, Function<T, String> cell) {
        figures.add(new Cells<>(title, cell));
        return this;
    }

    /** Adds a column to the terminal. */
    public Columns<T> console(String title, Function<T, String> cell) {
        console.add(new Cells<>(title, cell));
        return this;
    }

    /** Adds the columns of another list, but not its details. */
    public Columns<T> and(Columns<T> others) {
        stored.addAll(others.stored);
        texts.addAll(others.texts);
        figures.addAll(others.figures);
        console.addAll(others.console);
        return this;
    }

    /** Sets the details that the page shows for a row on request; several lines are allowed. */
    public Columns<T> details(Function<T, String> text) {
        details = Optional.of(text);
        return this;
    }

    /**
     * {@return the table of the file. A measure or diagnostic may have the same name as another column. Tablesaw
     * refuses equal names, ignoring case, so an underscore is appended}
     *
     * @param rows the rows
     */
    public Table table(List<T> rows) {
        Table table = Table.create(name);
        for (Stored<T> one : stored) {
            Column<?> column = one.of(rows);
            String free = column.name();
            while (table.columnNames().stream().anyMatch(free::equalsIgnoreCase)) {
                free += "_";
            }
            table.addColumns(column.setName(free));
        }
        return table;
    }

    /**
     * {@return the table of the report, which names the file}
     *
     * @param rows the rows
     */
    public ReportTable report(List<T> rows) {
        List<Cells<T>> all =
                texts.stream().filter(one -> one.isShown(rows)).collect(Collectors.toCollection(ArrayList::new));
        int textCount = all.size();
        figures.stream().filter(one -> one.isShown(rows)).forEach(all::add);
        ReportTable table = ReportTable.of(
                file(),
                all.stream().map(Cells::title).toList(),
                rows.stream()
                        .map(row ->
                                all.stream().map(one -> one.cell().apply(row)).toList())
                        .toList(),
                all.size() - textCount);
        return details.map(text -> table.withDetails(rows.stream().map(text).toList()))
                .orElse(table);
    }

    /**
     * {@return the table of the report that shows the file's columns unchanged, see {@link ReportTable#of(String,
     * Table)}}
     *
     * @param rows the rows
     */
    public ReportTable records(List<T> rows) {
        return ReportTable.of(file(), table(rows));
    }

    /**
     * {@return the table of the terminal}
     *
     * @param rows the rows
     */
    public ConsoleTable console(List<T> rows) {
        return new ConsoleTable(console.stream().map(one -> one.of(rows)).toList());
    }

    private String file() {
        return "tables/" + name + ".csv";
    }

    /** {@return the value in the form that tables need} */
    public static OptionalDouble of(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** {@return the settings as {@code name=value; name=value}} */
    public static String joined(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
