package org.metricloss.results.training.fairness;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.EnumText;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.fairness.FairnessLedger.Finding;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * The conditions that were equal in each comparison, and those that were not.
 *
 * @param run the runs
 * @param ledger one entry for each objective and engine beside the baseline
 */
public record FairnessSection(RecordedRuns run, List<FairnessLedger> ledger) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (ledger.isEmpty()) {
            return;
        }
        out.heading(2, "Fairness");
        out.explanation(
                "What was equal between the trials of each objective and those of " + run.baseline()
                        + ", and what was not.",
                "Each finished trial is compared with the baseline's trial of the same seed, or with all of them where seeds do"
                        + " not pair up. Splits, initial weights and"
                        + " batches are equal if their hashes are, seconds (of training) if they differ by at most "
                        + Math.round(100 * FairnessLedger.SECONDS_TOLERANCE)
                        + "%; training time is also given as a multiple. The budget is what was set, samples and seconds are what was spent. Tuning trials are those that chose a setting. The test part"
                        + " selected nothing."
                        + (run.tuning().isEmpty()
                                ? ""
                                : " What was tuned of the optimizer may differ: it is what the choice came to."));
        out.table(columns().report(ledger));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, table());
    }

    /** {@return one row per objective and engine beside the baseline; each condition is a {@link Finding} in words} */
    public Table table() {
        return columns().table(ledger);
    }

    private Columns<FairnessLedger> columns() {
        Columns<FairnessLedger> columns = new Columns<FairnessLedger>("fairness")
                .label("objective", FairnessLedger::objective)
                .text("engine", FairnessLedger::engine)
                .shownIfDifferent("engine", FairnessLedger::engine)
                .text("baseline", entry -> run.baseline())
                .integer("pairs", FairnessLedger::pairs);
        ledger.stream()
                .limit(1)
                .flatMap(entry -> entry.conditions().keySet().stream())
                .forEach(condition -> columns.text(
                        camelCase(condition),
                        entry -> EnumText.words(entry.conditions().get(condition))));
        columns.shown("not equal", entry -> names(entry, Finding.DIFFERENT))
                .shown("equal", entry -> names(entry, Finding.EQUAL))
                .shown("not recorded", entry -> names(entry, Finding.NOT_RECORDED))
                .figure("pairs", entry -> Integer.toString(entry.pairs()))
                .number("trainingSecondsRatio", FairnessLedger::secondsRatio)
                .figure(
                        "training time",
                        entry -> entry.secondsRatio().isPresent()
                                ? "x " + NumberText.cost(entry.secondsRatio().getAsDouble())
                                : "-");
        return run.withSource(columns, entry -> run.besideBaseline(entry.objective(), entry.engine()));
    }

    private static String names(FairnessLedger entry, Finding finding) {
        List<String> names = entry.conditions(finding);
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    /** Converts words to the name of a column, such as {@code initialWeights}. */
    private static String camelCase(String words) {
        List<String> parts = new ArrayList<>(List.of(words.split(" ")));
        parts.replaceAll(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1));
        String joined = String.join("", parts);
        return Character.toLowerCase(joined.charAt(0)) + joined.substring(1);
    }
}
