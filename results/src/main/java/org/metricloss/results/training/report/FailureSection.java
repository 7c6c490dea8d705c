package org.metricloss.results.training.report;

import java.util.List;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

/** The trials that did not finish, each with its reason. */
final class FailureSection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        if (run.failures().isEmpty()) {
            return;
        }
        out.heading(2, "Failed trials");
        out.table(ReportTable.of(
                "tables/trials.csv",
                List.of("trial", "status", "reason", "epochs"),
                run.failures().stream().map(FailureSection::row).toList(),
                1));
    }

    private static List<String> row(TrialRecord trial) {
        return List.of(
                trial.id(),
                trial.status().words(),
                trial.reason().orElse(""),
                Integer.toString(trial.epochs().size()));
    }
}
