package org.metricloss.results.training.summary;

import java.util.Optional;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.run.ObjectiveSummary;
import tech.tablesaw.api.Table;

/**
 * One row per objective and engine: how many seeds finished and failed; per measure how many seeds have it, their mean and
 * its 95% t interval; how many finished trials ran beside others, so that their times are not comparable; the mean of each
 * cost. With one seed there is no interval.
 */
public final class SummaryTable {
    private SummaryTable() {}

    /**
     * {@return its summary}
     *
     * @param run a run
     */
    public static Table of(RunSummary run) {
        Columns<ObjectiveSummary> columns = new Columns<>("summary", run.objectives());
        columns.text("objective", ObjectiveSummary::objective)
                .text("engine", ObjectiveSummary::engine)
                .integer("seeds", ObjectiveSummary::finished)
                .integer("failed", ObjectiveSummary::failed);
        for (String measure : run.measures()) {
            columns.integer(measure + "Seeds", row -> seeds(row, measure))
                    .mean(measure, row -> Optional.ofNullable(row.measures().get(measure)));
        }
        columns.integer("sideBySide", ObjectiveSummary::sideBySide);
        for (String cost : ObjectiveSummary.COSTS) {
            columns.mean(cost, row -> Optional.ofNullable(row.costs().get(cost)));
        }
        return columns.text("command", row -> run.command(row.trials())).table();
    }

    private static long seeds(ObjectiveSummary row, String measure) {
        MeanEstimate estimate = row.measures().get(measure);
        return estimate == null ? 0 : estimate.n();
    }
}
