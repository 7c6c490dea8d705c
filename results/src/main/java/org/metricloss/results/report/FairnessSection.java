package org.metricloss.results.report;

import java.util.List;
import org.metricloss.results.summary.FairnessLedger;
import org.metricloss.results.summary.NumberText;
import org.metricloss.results.summary.RunSummary;

/** What was equal in each comparison, and what was not. */
final class FairnessSection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        List<FairnessLedger> ledger = FairnessLedger.of(run);
        if (ledger.isEmpty()) {
            return;
        }
        out.heading(2, "Fairness");
        out.paragraph(
                "Each finished trial is set beside that of " + run.manifest().baseline()
                        + " with the same seed, by "
                        + String.join(", ", ledger.get(0).equal().keySet())
                        + "; what was not equal is named. Initial weights and batches are drawn from the seed alone. The budget is a"
                        + " number of samples, so training time may differ: it is given as a multiple. Nothing was tuned by the"
                        + " run, and the test part selected nothing.");
        out.table(ReportTable.of(
                List.of("objective", "engine", "not equal", "pairs", "training time"),
                ledger.stream().map(FairnessSection::row).toList(),
                2));
    }

    private static List<String> row(FairnessLedger entry) {
        return List.of(
                entry.objective(),
                entry.engine(),
                entry.unequal().isEmpty() ? "nothing: all equal" : String.join(", ", entry.unequal()),
                Integer.toString(entry.pairs()),
                entry.secondsRatio().isPresent()
                        ? "x " + NumberText.cost(entry.secondsRatio().getAsDouble())
                        : "-");
    }
}
