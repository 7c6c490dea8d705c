package org.metricloss.results.cost;

import java.util.Locale;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.table.Columns;

/** The measured and the predicted memory. */
record CostMemorySection(CostSummary study) implements ReportSection {
    private static final double BYTES_PER_MIB = 1 << 20;

    @Override
    public void write(ReportWriter out) {
        out.heading(2, "Memory");
        out.explanation(
                "Peak is the most resident memory above the level with the embeddings in place; predicted is what the loss says it"
                        + " needs.",
                "The peak is taken during the first run of the whole loss, and is the median over rounds. The prediction is for"
                        + " the point's own engine and leaves out the embeddings. The process also holds code and garbage on the"
                        + " heap, and memory that it had freed before"
                        + " and takes again is not seen: peaks of a few MiB say little.");
        out.table(columns().report(study.points()));
        GrowthCharts.memory(study).forEach(out::figure);
    }

    private static Columns<PointSummary> columns() {
        return PointSummary.columns()
                .figure(
                        "peak MiB",
                        point -> point.peakBytes()
                                .map(CostMemorySection::mebibytes)
                                .orElse("-"))
                .figure("predicted MiB", point -> mebibytes(point.setup().predictedBytes()));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / BYTES_PER_MIB);
    }
}
