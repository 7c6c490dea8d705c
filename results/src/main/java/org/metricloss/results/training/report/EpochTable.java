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
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/**
 * One row per trial and epoch, failed trials included. Beside what records hold there is the share of active tuples, {@code
 * activeShare}: tuples active over tuples considered.
 */
public final class EpochTable {
    private static final String CONSIDERED = ".tuplesConsidered";
    private static final String ACTIVE = ".tuplesActive";

    private EpochTable() {}

    private record Row(RecordedRun run, TrialRecord trial, EpochRecord epoch) {}

    /**
     * {@return the epochs of its trials, trials in the order of the plan}
     *
     * @param run a run
     */
    public static Table of(RunSummary run) {
        List<Row> rows = run.runs().stream()
                .flatMap(recorded -> recorded.trials().stream()
                        .flatMap(trial -> trial.epochs().stream().map(epoch -> new Row(recorded, trial, epoch))))
                .toList();
        Columns<Row> columns = new Columns<>("epochs", rows);
        columns.text("run", row -> row.run().label())
                .text("trial", row -> row.trial().id())
                .text("objective", row -> row.trial().setup().objective())
                .text("engine", row -> row.trial().setup().engine())
                .integer("seed", row -> row.trial().setup().seed())
                .integer("epoch", row -> row.epoch().epoch())
                .integer("samples", row -> row.epoch().samples())
                .phases(row -> row.epoch().seconds())
                .text("sideBySide", row -> row.trial().cost().sideBySide() ? "yes" : "no")
                .number("loss", row -> OptionalDouble.of(row.epoch().loss()));
        addAll(columns, rows, "loss.", row -> row.epoch().termLosses());
        addAll(columns, rows, "diagnostic.", row -> row.epoch().diagnostics());
        activeShares(columns, rows);
        return columns.text(
                        "command",
                        row -> row.run().command(List.of(row.trial())).orElseThrow())
                .table();
    }

    /** The share of active tuples of each term that counts both; empty where it considered none. */
    private static void activeShares(Columns<Row> columns, List<Row> rows) {
        Set<String> terms = new LinkedHashSet<>();
        for (Row row : rows) {
            for (String name : row.epoch().diagnostics().keySet()) {
                if (name.endsWith(ACTIVE)) {
                    terms.add(name.substring(0, name.length() - ACTIVE.length()));
                }
            }
        }
        for (String term : terms) {
            columns.number("diagnostic." + term + ".activeShare", row -> {
                Map<String, Double> diagnostics = row.epoch().diagnostics();
                double considered = diagnostics.getOrDefault(term + CONSIDERED, 0.0);
                Double active = diagnostics.get(term + ACTIVE);
                return active == null || !(considered > 0)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(active / considered);
            });
        }
    }

    private static void addAll(
            Columns<Row> columns, List<Row> rows, String prefix, Function<Row, Map<String, Double>> values) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(values.apply(row).keySet()));
        for (String name : names) {
            columns.number(
                    prefix + name,
                    row -> Columns.of(Optional.ofNullable(values.apply(row).get(name))));
        }
    }
}
