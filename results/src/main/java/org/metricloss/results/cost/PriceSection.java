package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;

/** The three prices of a tuple loss, with the baseline beside them. */
final class PriceSection implements CostReport.Section {
    private static final List<String> HEADER = List.of(
            "loss",
            "engine",
            "n",
            "d",
            "classes",
            "tuples touched",
            "seconds",
            "interval",
            "times baseline",
            "all tuples s",
            "times baseline");

    @Override
    public void write(CostSummary study, ReportWriter out) {
        out.heading(2, "Prices");
        out.paragraph(
                "Exact is the closed form and enumerate all tuples of a batch, both on the embeddings of n samples: value,"
                        + " derivatives and next state. Explicit lists the tuples and sends every member through the network; timed"
                        + " is a training step on a sample of them. The time for all tuples is predicted: of listed tuples as many"
                        + " such steps as it takes, of the others one pass of the n images through the same network and the loss."
                        + " Seconds are the median over rounds, the interval is that of their mean."
                        + " The baseline is %s.".formatted(study.manifest().baseline()));
        out.table(ReportTable.of(
                "tables/cost.csv",
                HEADER,
                study.points().stream().map(PriceSection::row).toList(),
                HEADER.size() - 2));
        GrowthCharts.prices(study).forEach(out::figure);
    }

    private static List<String> row(PointSummary point) {
        List<String> row = new ArrayList<>(List.of(
                Series.of(point.setup()).label(),
                point.setup().engine(),
                Integer.toString(point.setup().samples()),
                Integer.toString(point.setup().dimension()),
                Integer.toString(point.setup().classes()),
                Long.toString(point.setup().tuplesPredicted())));
        Optional<PhaseCost> total = point.phase(PhaseCost.TOTAL);
        row.add(total.map(cost -> NumberText.cost(cost.medianSeconds()))
                .orElse(point.status().words()));
        row.add(total.map(PriceSection::interval).orElse("-"));
        row.add(times(total));
        Optional<PhaseCost> epoch = point.phase(PhaseCost.EPOCH);
        row.add(epoch.map(cost -> NumberText.cost(cost.medianSeconds())).orElse("-"));
        row.add(times(epoch));
        return row;
    }

    static String interval(PhaseCost cost) {
        return cost.interval()
                .map(interval -> NumberText.cost(interval.low()) + " to " + NumberText.cost(interval.high()))
                .orElse("-");
    }

    private static String times(Optional<PhaseCost> cost) {
        return cost.filter(each -> each.timesBaseline().isPresent())
                .map(each -> NumberText.cost(each.timesBaseline().getAsDouble()))
                .orElse("-");
    }
}
