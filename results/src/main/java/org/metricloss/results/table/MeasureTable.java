package org.metricloss.results.table;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.metricloss.results.record.RunMeasures;
import tech.tablesaw.api.Table;

/** The table of the measures of one set of embeddings, with one row per measure. */
public final class MeasureTable {
    private MeasureTable() {}

    /**
     * {@return the table: source, measure, its title, value}
     *
     * @param source the source of the embeddings
     * @param measures the descriptions of the measures
     * @param values the values by id, in order
     */
    public static Table of(String source, RunMeasures measures, Map<String, Double> values) {
        return new Columns<String>("measures")
                .text("source", measure -> source)
                .text("measure", measure -> measure)
                .text("title", measures::title)
                .number("value", measure -> OptionalDouble.of(values.get(measure)))
                .table(List.copyOf(values.keySet()));
    }
}
