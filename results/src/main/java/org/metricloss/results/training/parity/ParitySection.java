package org.metricloss.results.training.parity;

import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.training.report.ReportInput;
import org.metricloss.results.training.report.ReportSection;
import org.metricloss.results.training.summary.RunSummary;

/** Whether the engines of a run agree: one line per engine beside the first. */
public final class ParitySection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        if (run.parity().isEmpty()) {
            return;
        }
        out.heading(2, "Engines");
        out.list(EngineAgreement.of(run.parity()).stream()
                .map(EngineAgreement::words)
                .toList());
        out.paragraph(
                "All differences are relative, with denominators of at least 0.01 for losses and measures. Engines start"
                        + " from the same weights and see the same batches; training amplifies rounding, so trained freely they drift"
                        + " apart. Where two tuples are equally hard up to rounding, hard mining may choose another one on each engine, and"
                        + " even one step can miss its bar.");
        out.records(ReportTable.of("tables/parity.csv", ParityTable.of(run)));
    }
}
