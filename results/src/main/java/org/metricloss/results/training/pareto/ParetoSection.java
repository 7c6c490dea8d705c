package org.metricloss.results.training.pareto;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.XyChoice;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.ObjectiveSummary;
import tech.tablesaw.api.Table;

/**
 * Accuracy against training time, and the Pareto set of the two.
 *
 * @param pareto the points
 */
public record ParetoSection(ParetoSet pareto) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        Optional<XyChoice> chart = AccuracyCostChart.of(pareto);
        List<ParetoPoint> points = pareto.points();
        if (chart.isEmpty() && points.isEmpty()) {
            return;
        }
        out.heading(2, "Accuracy against cost");
        chart.ifPresent(out::figure);
        if (points.isEmpty()) {
            return;
        }
        out.explanation(
                pareto.words(),
                "An objective is in the Pareto set where no other of its engine has a mean accuracy as high in a mean training"
                        + " time (data and steps, not evaluation) as short, one of the two being better. Its place is certain only"
                        + " where the 95% intervals tell it apart from each of the others that could change it, each interval"
                        + " taken for itself; with fewer than three seeds, or where times are not comparable, no place is. A mean at"
                        + " the least or greatest possible value has no interval and is told apart from none.");
        out.table(columns().report(points));
        ObjectiveSummary.timeNote(points.stream().map(ParetoPoint::summary).toList())
                .ifPresent(out::paragraph);
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.writeIfAny(folder, table());
    }

    /**
     * {@return one row per objective and engine: mean accuracy and mean training time with their 95% intervals, and the
     * objective's place}
     */
    public Table table() {
        return columns().table(pareto.points());
    }

    private Columns<ParetoPoint> columns() {
        Columns<ParetoPoint> columns = new Columns<ParetoPoint>("pareto")
                .label("objective", ParetoPoint::objective)
                .text("engine", ParetoPoint::engine)
                .shownIfDifferent("engine", ParetoPoint::engine)
                .text("measure", point -> RunMeasures.PRIMARY)
                .integer("seeds", point -> point.accuracy().n())
                .mean("accuracy", point -> Optional.of(point.accuracy()))
                .figure(
                        pareto.runs().describedMeasures().title(RunMeasures.PRIMARY),
                        point -> NumberText.measure(point.accuracy()))
                .mean("trainingSeconds", point -> Optional.of(point.seconds()))
                .figure(
                        "training s",
                        point -> NumberText.cost(point.seconds())
                                + point.summary().timeMark())
                .integer("sideBySide", point -> point.summary().sideBySide())
                .text("inSet", point -> point.isInSet() ? "yes" : "no")
                .text("certain", point -> point.certain() ? "yes" : "no")
                .shown(
                        "in the set",
                        point -> (point.isInSet() ? "yes" : "no") + (point.certain() ? "" : ", not certain"))
                .text("dominatedBy", point -> String.join("; ", point.dominatedBy()))
                .shown("dominated by", point -> point.isInSet() ? "-" : String.join(", ", point.dominatedBy()));
        return pareto.runs().withSource(columns, point -> point.summary().trials());
    }
}
