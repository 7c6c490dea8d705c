package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.MedianEstimate;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.target.TimeToTarget;

/** What trials had reached on the validation part as training went on, and how long they took to the target. */
final class TrainingCharts {
    private TrainingCharts() {}

    /** {@return the measure over training seconds and over samples; none where nothing was validated} */
    static List<XyChart> curves(ReportInput input) {
        Optional<String> measure = measure(input);
        if (measure.isEmpty()) {
            return List.of();
        }
        String title = input.summary().describedMeasures().title(measure.get());
        Axis reached = measure.get().equals(RunMeasures.PRIMARY) ? Axis.share(title) : Axis.linear(title, "");
        String caption =
                "On the validation part; means over finished seeds with 95% t intervals, as far as all of them got.";
        return List.of(
                new XyChart(
                        "curve-seconds",
                        title + " over training time",
                        caption + " A point stands at its mean time.",
                        Axis.amount("training time", "s"),
                        reached,
                        series(input, measure.get(), ValidationPoint::seconds)),
                new XyChart(
                        "curve-samples",
                        title + " over samples",
                        caption,
                        Axis.amount("samples seen in training", ""),
                        reached,
                        series(input, measure.get(), ValidationPoint::samples)));
    }

    /** {@return the median seconds until the target; empty where there was none} */
    static Optional<BarChart> timeToTarget(List<TimeToTarget> times, ReportInput input) {
        if (times.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new BarChart(
                "time-to-target",
                // Runs that are compared by force may have targets of their own: the table names them.
                "Time to "
                        + (times.stream().map(TimeToTarget::target).distinct().count() == 1
                                ? times.get(0).targetWords()
                                : "each objective's target"),
                "Median over seeds, with its 95% interval where that is finite; no value where half of the trials or more never"
                        + " reached it.",
                Axis.amount("training time until the target", "s"),
                times.stream()
                        .map(time -> input.hasEngines() ? time.objective() + " on " + time.engine() : time.objective())
                        .toList(),
                List.of(new BarChart.Part(
                        "median training time",
                        0,
                        times.stream().map(time -> bar(time.seconds().median())).toList()))));
    }

    private static Optional<BarChart.Bar> bar(MedianEstimate median) {
        if (!Double.isFinite(median.median())) {
            return Optional.empty();
        }
        boolean bounded =
                median.low().isPresent() && Double.isFinite(median.high().orElse(Double.NaN));
        return Optional.of(new BarChart.Bar(
                median.median(),
                bounded
                        ? Optional.of(new Interval(
                                median.low().getAsDouble(), median.high().getAsDouble()))
                        : Optional.empty()));
    }

    /** The primary measure or, where it was not taken, the first one that was. */
    private static Optional<String> measure(ReportInput input) {
        List<String> taken = input.summary().objectives().stream()
                .flatMap(objective -> finished(objective).stream())
                .flatMap(trial -> trial.training().validation().stream())
                .flatMap(point -> point.measures().keySet().stream())
                .distinct()
                .toList();
        return taken.contains(RunMeasures.PRIMARY)
                ? Optional.of(RunMeasures.PRIMARY)
                : taken.stream().findFirst();
    }

    private static List<XySeries> series(ReportInput input, String measure, ToDoubleFunction<ValidationPoint> x) {
        List<XySeries> all = new ArrayList<>();
        for (ObjectiveSummary objective : input.summary().objectives()) {
            List<List<ValidationPoint>> curves = finished(objective).stream()
                    .map(trial -> trial.training().validation().stream()
                            .filter(point -> Double.isFinite(point.measures().getOrDefault(measure, Double.NaN)))
                            .toList())
                    .toList();
            int length = curves.stream().mapToInt(List::size).min().orElse(0);
            List<XyPoint> points = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                int at = i;
                points.add(XyPoint.of(
                        curves.stream()
                                .mapToDouble(curve -> x.applyAsDouble(curve.get(at)))
                                .average()
                                .orElseThrow(),
                        MeanEstimate.of(curves.stream()
                                .mapToDouble(curve -> curve.get(at).measures().get(measure))
                                .toArray())));
            }
            if (length > 0) {
                all.add(XySeries.line(input.name(objective), input.style(objective), points));
            }
        }
        return all;
    }

    private static List<TrialRecord> finished(ObjectiveSummary objective) {
        return objective.trials().stream().filter(TrialRecord::isFinished).toList();
    }
}
