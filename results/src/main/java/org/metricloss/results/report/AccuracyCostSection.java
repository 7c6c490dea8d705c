package org.metricloss.results.report;

import java.util.Optional;
import org.metricloss.results.figure.XyChart;

/** What accuracy costs: one point per objective. */
final class AccuracyCostSection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        Optional<XyChart> chart = AccuracyCostChart.of(input);
        if (chart.isPresent()) {
            out.heading(2, "Accuracy against cost");
            out.paragraph(chart.get().caption());
            out.figure(chart.get());
        }
    }
}
