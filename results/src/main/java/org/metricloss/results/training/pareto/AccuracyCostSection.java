package org.metricloss.results.training.pareto;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.report.ReportInput;
import org.metricloss.results.training.report.ReportSection;
import org.metricloss.results.training.report.RowSource;
import org.metricloss.results.training.summary.CostSection;

/** Which objectives are worth their time: accuracy against training time, and the Pareto set of the two. */
public final class AccuracyCostSection implements ReportSection {
    @Override
    public void write(ReportInput input, ReportWriter out) {
        Optional<XyChart> chart = AccuracyCostChart.of(input);
        List<ParetoPoint> points = ParetoPoint.of(input.summary());
        if (chart.isEmpty() && points.isEmpty()) {
            return;
        }
        out.heading(2, "Accuracy against cost");
        if (chart.isPresent()) {
            out.figure(chart.get());
        }
        if (points.isEmpty()) {
            return;
        }
        out.paragraph(ParetoPoint.words(input.summary()));
        out.paragraph(
                "An objective is in the Pareto set where no other of its engine has a mean accuracy as high in a mean training"
                        + " time (data and steps, not evaluation) as short, one of the two being better. Its place is certain only"
                        + " where the 95% t intervals tell it apart from each of the others that could change it, each interval"
                        + " taken for itself; with one seed, or where times are not comparable, no place is.");
        out.table(ReportTable.of(
                        "tables/pareto.csv",
                        List.of(
                                "objective",
                                "engine",
                                "in the set",
                                "dominated by",
                                input.summary().describedMeasures().title(RunMeasures.PRIMARY),
                                "training s"),
                        points.stream().map(AccuracyCostSection::row).toList(),
                        2)
                .withDetails(points.stream()
                        .map(point ->
                                RowSource.of(input.summary(), point.summary().trials()))
                        .toList()));
        if (points.stream().anyMatch(point -> point.summary().sideBySide() > 0)) {
            out.paragraph(CostSection.SIDE_BY_SIDE);
        }
    }

    private static List<String> row(ParetoPoint point) {
        return List.of(
                point.objective(),
                point.engine(),
                (point.isInSet() ? "yes" : "no") + (point.certain() ? "" : ", not certain"),
                point.isInSet() ? "-" : String.join(", ", point.dominatedBy()),
                NumberText.measure(point.accuracy(), "±"),
                NumberText.cost(point.seconds(), "±") + (point.summary().sideBySide() > 0 ? " (*)" : ""));
    }
}
