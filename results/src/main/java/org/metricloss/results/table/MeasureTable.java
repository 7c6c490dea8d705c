package org.metricloss.results.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.metricloss.results.record.Measure;
import tech.tablesaw.api.Table;

/** One row per measure of one set of embeddings. */
public final class MeasureTable {
    private MeasureTable() {}

    /**
     * {@return the table: source, measure, its title where it is one of {@link Measure}, value}
     *
     * @param source where the embeddings come from
     * @param values the measures by name, in order
     */
    public static Table of(String source, Map<String, Double> values) {
        return new Columns<>("measures", List.copyOf(values.keySet()))
                .text("source", measure -> source)
                .text("measure", measure -> measure)
                .text(
                        "title",
                        measure -> Optional.of(measure)
                                .flatMap(Measure::byId)
                                .map(Measure::title)
                                .orElse(measure))
                .number("value", measure -> OptionalDouble.of(values.get(measure)))
                .table();
    }
}
