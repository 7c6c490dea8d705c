package org.metricloss.results.training.pareto;

import java.util.Optional;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/**
 * One row per objective and engine: mean accuracy and mean training time with their 95% t intervals, whether the objective is
 * in the Pareto set of the two, and whether the intervals leave no doubt about that; see {@link ParetoPoint} for the definition.
 */
public final class ParetoTable {
    private ParetoTable() {}

    /**
     * {@return accuracy against cost; without rows where no engine has two objectives to compare}
     *
     * @param run a run
     */
    public static Table of(RunSummary run) {
        return new Columns<>("pareto", ParetoPoint.of(run))
                .text("objective", ParetoPoint::objective)
                .text("engine", ParetoPoint::engine)
                .text("measure", point -> RunMeasures.PRIMARY)
                .integer("seeds", point -> point.accuracy().n())
                .mean("accuracy", point -> Optional.of(point.accuracy()))
                .mean("trainingSeconds", point -> Optional.of(point.seconds()))
                .integer("sideBySide", point -> point.summary().sideBySide())
                .text("inSet", point -> point.isInSet() ? "yes" : "no")
                .text("certain", point -> point.certain() ? "yes" : "no")
                .text("dominatedBy", point -> String.join("; ", point.dominatedBy()))
                .text("command", point -> run.command(point.summary().trials()))
                .table();
    }
}
