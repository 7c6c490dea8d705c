package org.metricloss.results.cost;

import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.table.Columns;
import org.metricloss.results.text.NumberText;

/** The three prices of a tuple loss, and their ratio to the baseline. */
record PriceSection(CostSummary study) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        out.heading(2, "Prices");
        out.explanation(
                "The median time over rounds with its interval, and the predicted time for all tuples of the n samples. The baseline"
                        + " is %s.".formatted(study.manifest().baseline()),
                "Exact is the closed form and enumerate computes all tuples of a batch, both on the embeddings of n samples: value,"
                        + " derivatives and next state. Explicit lists the tuples and sends every member through the network; the"
                        + " time is that of a training step on a sample of them. The time for all tuples is predicted: for listed"
                        + " tuples as many such steps as are needed, for the others one pass of the n images through the same"
                        + " network and the loss. The interval is the 95% interval of the rounds' mean on the log scale;"
                        + " with two rounds their values are shown instead, and one round has no interval.");
        out.table(columns().report(study.points()));
        GrowthCharts.prices(study).forEach(out::figure);
    }

    private static Columns<PointSummary> columns() {
        return PointSummary.columns()
                .figure(
                        "time",
                        point -> seconds(point, PhaseCost.TOTAL, point.status().words()))
                .figure(
                        "interval",
                        point -> point.phase(PhaseCost.TOTAL)
                                .map(PriceSection::interval)
                                .orElse("-"))
                .figure("times baseline", point -> times(point, PhaseCost.TOTAL))
                .figure("all tuples", point -> seconds(point, PhaseCost.EPOCH, "-"))
                .figure("times baseline", point -> times(point, PhaseCost.EPOCH))
                .figure("tuples touched", point -> Long.toString(point.setup().tuplesPredicted()));
    }

    private static String seconds(PointSummary point, String phase, String otherwise) {
        return point.phase(phase)
                .map(cost -> NumberText.seconds(cost.medianSeconds()))
                .orElse(otherwise);
    }

    /** The interval of a time, or the two rounds that are too few for one. */
    static String interval(PhaseCost cost) {
        return cost.few().size() > 1
                ? NumberText.few(cost.few(), NumberText::seconds)
                : cost.interval()
                        .map(interval -> NumberText.interval(interval, NumberText::seconds))
                        .orElse("-");
    }

    private static String times(PointSummary point, String phase) {
        return point.phase(phase)
                .filter(cost -> cost.timesBaseline().isPresent())
                .map(cost -> NumberText.cost(cost.timesBaseline().getAsDouble()))
                .orElse("-");
    }
}
