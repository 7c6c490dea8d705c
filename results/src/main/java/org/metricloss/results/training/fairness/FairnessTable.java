package org.metricloss.results.training.fairness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/** One row per objective and engine beside the baseline: what was equal. */
public final class FairnessTable {
    private FairnessTable() {}

    /**
     * {@return its fairness ledger; each condition is {@code equal}, {@code different} or {@code not recorded}}
     *
     * @param run a run, or several
     */
    public static Table of(RunSummary run) {
        List<FairnessLedger> ledger = FairnessLedger.of(run);
        Columns<FairnessLedger> columns = new Columns<>("fairness", ledger);
        columns.text("objective", FairnessLedger::objective)
                .text("engine", FairnessLedger::engine)
                .text("baseline", entry -> run.baseline())
                .integer("pairs", FairnessLedger::pairs);
        List<String> conditions = ledger.isEmpty()
                ? List.of()
                : List.copyOf(ledger.get(0).conditions().keySet());
        for (String condition : conditions) {
            columns.text(
                    Columns.camelCase(condition),
                    entry -> entry.conditions()
                            .get(condition)
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', ' '));
        }
        return columns.number("trainingSecondsRatio", FairnessLedger::secondsRatio)
                .text("command", entry -> command(run, entry))
                .table();
    }

    private static String command(RunSummary run, FairnessLedger entry) {
        List<TrialRecord> trials = new ArrayList<>(run.trials(run.baseline(), entry.engine()));
        trials.addAll(run.trials(entry.objective(), entry.engine()));
        return run.command(trials);
    }
}
