package org.metricloss.results.training.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.figure.XySeries.Mark;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/** The mean of the primary measure over the mean training time, one point per objective and engine, with both intervals. */
final class AccuracyCostChart {
    /** The palette's grey. */
    private static final int FRONT_STYLE = 6;

    private AccuracyCostChart() {}

    /** {@return the chart; empty if no finished trial has the measure} */
    static Optional<XyChart> of(ParetoSet pareto) {
        RecordedRuns runs = pareto.runs();
        List<XySeries> series = new ArrayList<>();
        for (ObjectiveSummary objective : runs.drawn()) {
            MeanEstimate accuracy = objective.measures().get(RunMeasures.PRIMARY);
            if (accuracy != null) {
                series.add(new XySeries(
                        runs.name(objective),
                        runs.style(objective),
                        Mark.LABELLED_POINTS,
                        List.of(XyPoint.of(ParetoPoint.secondsOf(objective), accuracy))));
            }
        }
        List<ParetoPoint> points = pareto.points();
        points.stream().map(ParetoPoint::engine).distinct().forEach(engine -> {
            List<XyPoint> front = points.stream()
                    .filter(point -> point.engine().equals(engine) && point.isInSet())
                    .map(point ->
                            XyPoint.of(point.seconds().mean(), point.accuracy().mean()))
                    .sorted(Comparator.comparingDouble(XyPoint::x))
                    .toList();
            series.add(new XySeries(
                    runs.hasEngines() ? "Pareto set on " + engine : "Pareto set", FRONT_STYLE, Mark.GUIDE, front));
        });
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new XyChart(
                        "accuracy-cost",
                        runs.describedMeasures().title(RunMeasures.PRIMARY) + " over training time",
                        "Means over seeds on the test part, with 95% intervals in both directions from three seeds on; training"
                                + " time is data and steps of one trial, not evaluation. A name without room beside its point"
                                + " is in the legend alone." + doubts(runs) + runs.undrawn(),
                        Axis.amount("training time per trial", "s"),
                        Axis.measure(
                                runs.describedMeasures().title(RunMeasures.PRIMARY),
                                "",
                                runs.describedMeasures().support(RunMeasures.PRIMARY)),
                        series));
    }

    /** Returns a sentence on times that are not comparable, if there are any. */
    private static String doubts(RecordedRuns runs) {
        List<ObjectiveSummary> doubtful = runs.drawn().stream()
                .filter(objective -> !objective.hasComparableTimes())
                .toList();
        String names = doubtful.stream().map(runs::name).collect(Collectors.joining(", "));
        return ObjectiveSummary.whyTimesAreNotComparable(doubtful)
                .map(why -> " " + why.replaceFirst("Trials", "Trials of " + Matcher.quoteReplacement(names))
                        + ": their times are not comparable.")
                .orElse("");
    }
}
