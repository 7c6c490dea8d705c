package org.metricloss.results.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.training.record.PhaseSeconds;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Builds a table with one row per item, column by column. */
public final class Columns<T> {
    private final Table table;
    private final List<T> items;

    public Columns(String name, List<T> items) {
        this.table = Table.create(name);
        this.items = items;
    }

    public Columns<T> text(String name, Function<T, String> value) {
        StringColumn column = StringColumn.create(free(name));
        items.forEach(item -> column.append(value.apply(item)));
        return add(column);
    }

    /** A map as {@code name=value; name=value}. */
    public Columns<T> settings(String name, Function<T, Map<String, String>> value) {
        return text(name, item -> joined(value.apply(item)));
    }

    public Columns<T> integer(String name, ToLongFunction<T> value) {
        LongColumn column = LongColumn.create(free(name));
        items.forEach(item -> column.append(value.applyAsLong(item)));
        return add(column);
    }

    public Columns<T> number(String name, Function<T, OptionalDouble> value) {
        DoubleColumn column = DoubleColumn.create(free(name));
        for (T item : items) {
            OptionalDouble number = value.apply(item);
            if (number.isPresent()) {
                column.append(number.getAsDouble());
            } else {
                column.appendMissing();
            }
        }
        return add(column);
    }

    /** Three columns: the mean and the ends of its 95% interval, which are empty where there is no interval. */
    public Columns<T> mean(String name, Function<T, Optional<MeanEstimate>> value) {
        number(name + "Mean", item -> of(value.apply(item).map(MeanEstimate::mean)));
        number(
                name + "Low",
                item -> of(value.apply(item).flatMap(MeanEstimate::interval).map(Interval::low)));
        return number(
                name + "High",
                item -> of(value.apply(item).flatMap(MeanEstimate::interval).map(Interval::high)));
    }

    /** Three columns: the seconds of each phase. */
    public Columns<T> phases(Function<T, PhaseSeconds> seconds) {
        number("dataSeconds", item -> OptionalDouble.of(seconds.apply(item).data()));
        number("stepSeconds", item -> OptionalDouble.of(seconds.apply(item).step()));
        return number(
                "evaluationSeconds",
                item -> OptionalDouble.of(seconds.apply(item).evaluation()));
    }

    public Table table() {
        return table;
    }

    public static OptionalDouble of(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    public static String joined(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Words as the name of a column, such as {@code initialWeights}. */
    public static String camelCase(String words) {
        String[] parts = words.split(" ");
        StringBuilder name = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            name.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i], 1, parts[i].length());
        }
        return name.toString();
    }

    private Columns<T> add(Column<?> column) {
        table.addColumns(column);
        return this;
    }

    /** A measure or diagnostic may be called like another column; Tablesaw refuses that, in any case of letters. */
    private String free(String name) {
        return table.columnNames().stream().anyMatch(name::equalsIgnoreCase) ? free(name + "_") : name;
    }
}
