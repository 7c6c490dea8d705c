package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.TradeOff;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.figure.XySeries.Mark;
import org.metricloss.results.record.Measure;

/** The mean of the primary measure over the mean training time, one point per objective and engine, with both intervals. */
final class AccuracyCostChart {
    /** The palette's grey. */
    private static final int FRONT_STYLE = 6;

    private AccuracyCostChart() {}

    /** @return the chart; empty where no finished trial has the measure */
    static Optional<XyChart> of(ReportInput input) {
        List<TradeOff> points = TradeOff.of(input.summary(), Measure.PRIMARY);
        List<XySeries> series = new ArrayList<>();
        for (TradeOff point : points) {
            series.add(new XySeries(
                    input.name(point.objective()),
                    input.style(point.objective()),
                    Mark.LABELLED_POINTS,
                    List.of(XyPoint.of(point.seconds(), point.measure()))));
        }
        List<XyPoint> front = points.stream()
                .filter(TradeOff::inParetoSet)
                .map(point -> XyPoint.of(point.seconds().mean(), point.measure().mean()))
                .sorted(Comparator.comparingDouble(XyPoint::x))
                .toList();
        if (points.size() > 1) {
            series.add(new XySeries("Pareto set", FRONT_STYLE, Mark.GUIDE, front));
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new XyChart(
                        "accuracy-cost",
                        Measure.PRIMARY.title() + " over training time",
                        "Means over seeds on the test part, with 95% t intervals in both directions; training time is data and"
                                + " steps of one trial, not evaluation. No objective beats one of the Pareto set in both means; where"
                                + " intervals overlap, that may be chance.",
                        Axis.amount("training time per trial", "s"),
                        Axis.share(Measure.PRIMARY.title()),
                        series));
    }
}
