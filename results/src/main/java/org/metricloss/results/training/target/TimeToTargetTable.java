package org.metricloss.results.training.target;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/**
 * One row per objective and engine: how many seeds reached the target on the validation part, and what they needed; see {@link
 * TimeToTarget} for how those that never reached it count. {@code Infinity} is a median or an end of its interval that lies
 * beyond every trial that reached the target. Intervals are 95%: of the median from six seeds on, of the mean (t) from two on
 * and where every seed reached the target.
 */
public final class TimeToTargetTable {
    private TimeToTargetTable() {}

    /**
     * {@return its times to the target; without rows where trials had none}
     *
     * @param run a run
     */
    public static Table of(RunSummary run) {
        Columns<TimeToTarget> columns = new Columns<>("time_to_target", TimeToTarget.of(run));
        columns.text("objective", TimeToTarget::objective)
                .text("engine", TimeToTarget::engine)
                .text("measure", entry -> entry.target().measure())
                .number("target", entry -> OptionalDouble.of(entry.target().value()))
                .integer("seeds", TimeToTarget::seeds)
                .integer("reached", TimeToTarget::reached)
                .integer("neverReached", TimeToTarget::neverReached)
                .integer("failed", TimeToTarget::failed)
                .integer("sideBySide", TimeToTarget::sideBySide);
        amount(columns, "trainingSeconds", TimeToTarget::seconds);
        amount(columns, "samples", TimeToTarget::samples);
        return columns.text("command", entry -> run.command(entry.summary().trials()))
                .table();
    }

    private static void amount(
            Columns<TimeToTarget> columns, String name, Function<TimeToTarget, TimeToTarget.Amount> amount) {
        columns.number(
                        name + "Median",
                        entry -> OptionalDouble.of(amount.apply(entry).median().median()))
                .number(
                        name + "MedianLow",
                        entry -> amount.apply(entry).median().low())
                .number(
                        name + "MedianHigh",
                        entry -> amount.apply(entry).median().high())
                .mean(name, entry -> mean(amount.apply(entry)));
    }

    private static Optional<MeanEstimate> mean(TimeToTarget.Amount amount) {
        return amount.mean();
    }
}
