package org.metricloss.results.cost;

import java.util.List;
import java.util.Locale;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;

/** Memory that was measured and predicted. */
final class CostMemorySection implements CostReport.Section {
    private static final List<String> HEADER = List.of("loss", "engine", "n", "d", "peak MiB", "predicted MiB");
    private static final double BYTES_PER_MIB = 1 << 20;

    @Override
    public void write(CostSummary study, ReportWriter out) {
        out.heading(2, "Memory");
        out.paragraph(
                "Peak is the most resident memory of the process above where it stood with the embeddings in place,"
                        + " during the first run of the whole loss; the median over rounds. Predicted is what the loss says it holds"
                        + " beside the embeddings on the engine that needs more; the process holds code and the heap's garbage as well, and memory that it had freed before"
                        + " and takes again is not seen: peaks of a few MiB say little.");
        out.table(ReportTable.of(
                "tables/cost.csv",
                HEADER,
                study.points().stream().map(CostMemorySection::row).toList(),
                HEADER.size() - 2));
        GrowthCharts.memory(study).forEach(out::figure);
    }

    private static List<String> row(PointSummary point) {
        return List.of(
                Series.of(point.setup()).label(),
                point.setup().engine(),
                Integer.toString(point.setup().samples()),
                Integer.toString(point.setup().dimension()),
                point.peakBytes().map(CostMemorySection::mebibytes).orElse("-"),
                mebibytes(point.setup().predictedBytes()));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / BYTES_PER_MIB);
    }
}
