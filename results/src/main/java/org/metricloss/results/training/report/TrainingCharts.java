package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/** Charts of the results on the validation part during training. */
final class TrainingCharts {
    private TrainingCharts() {}

    /** {@return charts of a measure over training seconds and over samples; empty if nothing was validated} */
    static List<XyChart> curves(RecordedRuns run) {
        Optional<String> measure = measure(run);
        if (measure.isEmpty()) {
            return List.of();
        }
        String title = run.describedMeasures().title(measure.get());
        Axis reached = Axis.measure(title, "", run.describedMeasures().support(measure.get()));
        String caption =
                "On the validation part; means over finished seeds with 95% intervals from three seeds on, as far as all of them got."
                        + run.undrawn();
        return List.of(
                new XyChart(
                        "curve-seconds",
                        title + " over training time",
                        caption + " A point stands at its mean time.",
                        Axis.amount("training time", "s"),
                        reached,
                        series(run, measure.get(), ValidationPoint::seconds)),
                new XyChart(
                        "curve-samples",
                        title + " over samples",
                        caption,
                        Axis.amount("samples seen in training", ""),
                        reached,
                        series(run, measure.get(), ValidationPoint::samples)));
    }

    /** Returns the primary measure or, if it was not measured, the first one that was. */
    private static Optional<String> measure(RecordedRuns run) {
        List<String> taken = run.objectives().stream()
                .flatMap(objective -> finished(objective).stream())
                .flatMap(trial -> trial.training().validation().stream())
                .flatMap(point -> point.measures().keySet().stream())
                .distinct()
                .toList();
        return taken.contains(RunMeasures.PRIMARY)
                ? Optional.of(RunMeasures.PRIMARY)
                : taken.stream().findFirst();
    }

    private static List<XySeries> series(RecordedRuns run, String measure, ToDoubleFunction<ValidationPoint> x) {
        Support support = run.describedMeasures().support(measure);
        List<XySeries> all = new ArrayList<>();
        for (ObjectiveSummary objective : run.drawn()) {
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
                        MeanEstimate.of(
                                curves.stream()
                                        .mapToDouble(curve ->
                                                curve.get(at).measures().get(measure))
                                        .toArray(),
                                support)));
            }
            if (length > 0) {
                all.add(XySeries.line(run.name(objective), run.style(objective), points));
            }
        }
        return all;
    }

    private static List<TrialRecord> finished(ObjectiveSummary objective) {
        return objective.trials().stream().filter(TrialRecord::isFinished).toList();
    }
}
