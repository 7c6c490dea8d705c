package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;

/** What the phases of each point take. */
final class PhaseSection implements CostReport.Section {
    private static final List<String> HEADER =
            List.of("loss", "engine", "phase", "n", "d", "seconds", "interval", "share", "repeats", "gc");

    @Override
    public void write(CostSummary study, ReportWriter out) {
        out.heading(2, "Phases");
        out.paragraph(
                "A phase is what the loss takes up to its end, less what it takes up to its beginning: each measured from outside as"
                        + " work of its own, in turns. Phases joined by + are done in one walk over the same numbers and cannot be"
                        + " told apart. A phase that takes less than the noise of both measurements can come out below 0; intervals"
                        + " are cut there, since no time is. On an"
                        + " engine that computes every operation at once the value holds derivatives by the distances where a loss"
                        + " gives them in closed form. Of listed tuples the loss is timed on the sample's embeddings, the network"
                        + " in the training step. Garbage collections are counted within the timed intervals.");
        GrowthCharts.phases(study).ifPresent(out::figure);
        List<List<String>> rows = new ArrayList<>();
        for (PointSummary point : study.points()) {
            double total = point.phases().isEmpty()
                    ? 0
                    : point.phase(PhaseCost.TOTAL).orElseThrow().medianSeconds();
            point.phases().stream()
                    .filter(phase -> !phase.phase().equals(PhaseCost.EPOCH))
                    .forEach(phase -> rows.add(row(point, phase, total)));
        }
        out.records(ReportTable.of("tables/cost.csv", HEADER, rows, HEADER.size() - 3));
    }

    private static List<String> row(PointSummary point, PhaseCost phase, double total) {
        return List.of(
                Series.of(point.setup()).label(),
                point.setup().engine(),
                phase.phase(),
                Integer.toString(point.setup().samples()),
                Integer.toString(point.setup().dimension()),
                NumberText.cost(phase.medianSeconds()),
                PriceSection.interval(phase),
                total > 0 ? String.format(Locale.ROOT, "%.0f%%", 100 * phase.medianSeconds() / total) : "-",
                Integer.toString(phase.repeats()),
                Long.toString(phase.gcCount()));
    }
}
