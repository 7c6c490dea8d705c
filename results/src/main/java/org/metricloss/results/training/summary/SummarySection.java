package org.metricloss.results.training.summary;

import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Csv;
import org.metricloss.results.table.LatexTable;
import org.metricloss.results.training.run.RecordedRuns;
import tech.tablesaw.api.Table;

/**
 * Every measure of every objective as mean and interval.
 *
 * @param run the runs
 */
public record SummarySection(RecordedRuns run) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        out.heading(2, "Measures on the test part");
        out.explanation(
                "Mean over seeds and [95% interval]; with one or two seeds their values.",
                "Intervals are on the logit scale for shares and on the log scale for other"
                        + " quantities that cannot be negative. A mean at the least or greatest possible value has none. Intervals"
                        + " cover the randomness of training, not the choice of test images. Failed trials are counted, never"
                        + " averaged in. Compactness and separability depend on the scale of the embedding: compare their ratio,"
                        + " where less is better.");
        out.table(new SummaryColumns(run).measures());
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, table());
    }

    /** {@return one row per objective and engine, with measures and costs} */
    public Table table() {
        return new SummaryColumns(run).table();
    }

    /** {@return the measures by which objectives are compared as a table for LaTeX} */
    public String latex() {
        return LatexTable.of(new SummaryColumns(run).compared());
    }
}
