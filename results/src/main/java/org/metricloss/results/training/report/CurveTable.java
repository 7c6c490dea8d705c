package org.metricloss.results.training.report;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * The results of trials on the validation part during training: one row per trial, point and measure, failed trials
 * included. Steps and samples are counted from the trial's start; {@code trainingSeconds} count data and steps up to
 * that point, without evaluation. {@code tested} is yes at the point whose weights were tested, if the validation part
 * selected it.
 */
final class CurveTable {
    private CurveTable() {}

    /**
     * A measure at a point of a trial's validation.
     *
     * @param run the trial's run
     * @param trial the trial
     * @param point the point
     * @param measure the measure's id and value
     */
    private record Reached(
            RecordedRun run, TrialRecord trial, ValidationPoint point, Map.Entry<String, Double> measure) {}

    /**
     * {@return the curves, trials in the order of the plan; it has no rows if nothing was validated}
     *
     * @param run a run
     */
    static Table of(RecordedRuns run) {
        List<Reached> rows = run.runs().stream()
                .flatMap(recorded -> recorded.trials().stream().flatMap(trial -> rows(recorded, trial)))
                .toList();
        Columns<Reached> columns = new Columns<Reached>("curves")
                .text("run", row -> row.run().label())
                .text("trial", row -> row.trial().id())
                .text("objective", row -> row.trial().setup().objective())
                .text("engine", row -> row.trial().setup().engine())
                .integer("seed", row -> row.trial().setup().seed())
                .integer("epoch", row -> row.point().epoch())
                .integer("step", row -> row.point().step())
                .integer("samples", row -> row.point().samples())
                .number("trainingSeconds", row -> OptionalDouble.of(row.point().seconds()))
                .text("sideBySide", row -> row.trial().cost().sideBySide() ? "yes" : "no")
                .text("measure", row -> row.measure().getKey())
                .number("value", row -> OptionalDouble.of(row.measure().getValue()))
                .text("tested", CurveTable::tested);
        return run.withSource(columns, row -> List.of(row.trial())).table(rows);
    }

    private static Stream<Reached> rows(RecordedRun run, TrialRecord trial) {
        return trial.training().validation().stream()
                .flatMap(point ->
                        point.measures().entrySet().stream().map(measure -> new Reached(run, trial, point, measure)));
    }

    private static String tested(Reached row) {
        return row.trial().training().testedPoint().filter(row.point()::equals).isPresent() ? "yes" : "no";
    }
}
