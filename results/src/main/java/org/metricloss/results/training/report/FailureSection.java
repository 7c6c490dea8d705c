package org.metricloss.results.training.report;

import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.table.Columns;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The trials that did not finish, each with its reason.
 *
 * @param run the runs
 */
record FailureSection(RecordedRuns run) implements ReportSection {
    private static final Columns<TrialRecord> COLUMNS = new Columns<TrialRecord>("trials")
            .shown("trial", TrialRecord::id)
            .shown("status", trial -> trial.status().words())
            .shown("reason", trial -> trial.reason().orElse(""))
            .figure("epochs", trial -> Integer.toString(trial.epochs().size()));

    @Override
    public void write(ReportWriter out) {
        if (!run.failures().isEmpty()) {
            out.heading(2, "Failed trials");
            out.table(COLUMNS.report(run.failures()));
        }
    }
}
