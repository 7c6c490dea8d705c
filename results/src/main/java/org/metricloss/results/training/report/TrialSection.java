package org.metricloss.results.training.report;

import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * Every single trial, and the origin of its row.
 *
 * @param run the runs
 */
record TrialSection(RecordedRuns run) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        if (!run.trials().isEmpty()) {
            out.heading(2, "Trials");
            out.records(TrialColumns.of(run).report(run.trials()));
        }
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, table());
    }

    /** {@return one row per ended trial, failed ones included, in the order of the plan} */
    Table table() {
        return TrialColumns.of(run).table(run.trials());
    }
}
