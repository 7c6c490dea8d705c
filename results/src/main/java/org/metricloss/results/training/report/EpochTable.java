package org.metricloss.results.training.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * One row per trial and epoch, failed trials included. In addition to the recorded values the table has the share of
 * active tuples, {@code activeShare}: active tuples over considered tuples.
 */
final class EpochTable {
    private EpochTable() {}

    /**
     * An epoch of a trial.
     *
     * @param run the trial's run
     * @param trial the trial
     * @param epoch the epoch
     */
    private record TrialEpoch(RecordedRun run, TrialRecord trial, EpochRecord epoch) {}

    /**
     * {@return the epochs of its trials, trials in the order of the plan}
     *
     * @param run a run
     */
    static Table of(RecordedRuns run) {
        List<TrialEpoch> rows = run.runs().stream()
                .flatMap(recorded -> recorded.trials().stream()
                        .flatMap(trial -> trial.epochs().stream().map(epoch -> new TrialEpoch(recorded, trial, epoch))))
                .toList();
        Columns<TrialEpoch> columns = new Columns<>("epochs");
        columns.text("run", row -> row.run().label())
                .text("trial", row -> row.trial().id())
                .text("objective", row -> row.trial().setup().objective())
                .text("engine", row -> row.trial().setup().engine())
                .integer("seed", row -> row.trial().setup().seed())
                .integer("epoch", row -> row.epoch().epoch())
                .integer("samples", row -> row.epoch().samples())
                .number(
                        "dataSeconds",
                        row -> OptionalDouble.of(row.epoch().seconds().data()))
                .number(
                        "stepSeconds",
                        row -> OptionalDouble.of(row.epoch().seconds().step()))
                .number(
                        "evaluationSeconds",
                        row -> OptionalDouble.of(row.epoch().seconds().evaluation()))
                .text("sideBySide", row -> row.trial().cost().sideBySide() ? "yes" : "no")
                .number("loss", row -> OptionalDouble.of(row.epoch().loss()));
        addAll(columns, rows, "loss.", row -> row.epoch().termLosses());
        addAll(columns, rows, "diagnostic.", row -> row.epoch().diagnostics());
        activeShares(columns, rows);
        return run.withSource(columns, row -> List.of(row.trial())).table(rows);
    }

    /** Adds the share of active tuples of each term that counts them; it is empty if the term considered none. */
    private static void activeShares(Columns<TrialEpoch> columns, List<TrialEpoch> rows) {
        rows.stream()
                .flatMap(row -> row.epoch().diagnostics().keySet().stream())
                .flatMap(name -> EpochRecord.termOfActiveTuples(name).stream())
                .distinct()
                .forEach(term -> columns.number(
                        "diagnostic." + term + ".activeShare",
                        row -> row.epoch().activeShare(term)));
    }

    private static void addAll(
            Columns<TrialEpoch> columns,
            List<TrialEpoch> rows,
            String prefix,
            Function<TrialEpoch, Map<String, Double>> values) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(values.apply(row).keySet()));
        for (String name : names) {
            columns.number(
                    prefix + name,
                    row -> Columns.of(Optional.ofNullable(values.apply(row).get(name))));
        }
    }
}
