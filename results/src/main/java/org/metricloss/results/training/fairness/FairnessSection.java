package org.metricloss.results.training.fairness;

import java.util.List;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.fairness.FairnessLedger.Finding;
import org.metricloss.results.training.report.ReportInput;
import org.metricloss.results.training.report.ReportSection;
import org.metricloss.results.training.report.RowSource;
import org.metricloss.results.training.summary.RunSummary;

/** What was equal in each comparison, and what was not. */
public final class FairnessSection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        List<FairnessLedger> ledger = FairnessLedger.of(run);
        if (ledger.isEmpty()) {
            return;
        }
        out.heading(2, "Fairness");
        out.paragraph("Each finished trial is set beside that of " + run.baseline()
                + " with the same seed, or beside all of them where seeds do not pair up. Splits, initial weights and"
                + " batches are equal where their hashes are, seconds (of training) where they are within "
                + Math.round(100 * FairnessLedger.SECONDS_TOLERANCE)
                + "%: they are given as a multiple, too. The budget is what was set, samples and seconds what was spent. Tuning trials are those that chose a setting. The test part"
                + " selected nothing."
                + (run.tuning().isEmpty()
                        ? ""
                        : " What was tuned of the optimizer may differ: it is what the choice came to."));
        out.table(ReportTable.of(
                        "tables/fairness.csv",
                        List.of("objective", "engine", "not equal", "equal", "not recorded", "pairs", "training time"),
                        ledger.stream().map(FairnessSection::row).toList(),
                        2)
                .withDetails(ledger.stream()
                        .map(entry -> RowSource.ofComparison(run, entry.objective(), entry.engine()))
                        .toList()));
    }

    private static String names(FairnessLedger entry, Finding finding) {
        List<String> names = entry.conditions(finding);
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static List<String> row(FairnessLedger entry) {
        return List.of(
                entry.objective(),
                entry.engine(),
                names(entry, Finding.DIFFERENT),
                names(entry, Finding.EQUAL),
                names(entry, Finding.NOT_RECORDED),
                Integer.toString(entry.pairs()),
                entry.secondsRatio().isPresent()
                        ? "x " + NumberText.cost(entry.secondsRatio().getAsDouble())
                        : "-");
    }
}
