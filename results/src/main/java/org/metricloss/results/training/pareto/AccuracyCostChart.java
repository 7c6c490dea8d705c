package org.metricloss.results.training.pareto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyChoice;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.figure.XySeries.Mark;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The mean of a measure over a mean cost, one point per objective and engine with both intervals, and a dot for each seed. The
 * primary measure over training time comes first, with the Pareto set; readers choose other measures and costs.
 */
final class AccuracyCostChart {
    /** The palette's grey. */
    private static final int FRONT_STYLE = 6;

    private final ParetoSet pareto;
    private final RecordedRuns runs;

    private AccuracyCostChart(ParetoSet pareto) {
        this.pareto = pareto;
        this.runs = pareto.runs();
    }

    /** {@return the figure; empty if no finished trial has the primary measure} */
    static Optional<XyChoice> of(ParetoSet pareto) {
        return new AccuracyCostChart(pareto).choice();
    }

    private Optional<XyChoice> choice() {
        List<XyChart> variants = measures()
                .flatMap(measure -> TrialCostAxis.ALL.stream().flatMap(cost -> chart(measure, cost).stream()))
                .toList();
        return variants.isEmpty() || !hasPrimary() ? Optional.empty() : Optional.of(new XyChoice(variants));
    }

    private boolean hasPrimary() {
        return runs.drawn().stream().anyMatch(objective -> objective.measures().containsKey(RunMeasures.PRIMARY));
    }

    /** Returns the primary measure and the others, each title once: the page chooses by titles. */
    private Stream<String> measures() {
        return Stream.concat(Stream.of(RunMeasures.PRIMARY), runs.measures().stream())
                .collect(Collectors.toMap(
                        runs.describedMeasures()::title, Function.identity(), (one, other) -> one, LinkedHashMap::new))
                .values()
                .stream();
    }

    private Optional<XyChart> chart(String measure, TrialCostAxis cost) {
        String title = runs.describedMeasures().title(measure);
        List<XySeries> means = new ArrayList<>();
        List<XySeries> singles = new ArrayList<>();
        for (ObjectiveSummary objective : runs.drawn()) {
            List<TrialRecord> trials = objective.trials().stream()
                    .filter(trial -> trial.isFinished()
                            && Double.isFinite(trial.measures().getOrDefault(measure, Double.NaN))
                            && cost.of(trial).isPresent())
                    .toList();
            if (!trials.isEmpty()) {
                means.add(mean(objective, measure, trials, cost));
            }
            if (trials.size() > 1) {
                singles.add(seeds(objective, measure, trials, cost));
            }
        }
        if (means.isEmpty()) {
            return Optional.empty();
        }
        boolean standard = measure.equals(RunMeasures.PRIMARY) && cost.equals(TrialCostAxis.TIME);
        return Optional.of(new XyChart(
                "accuracy-cost",
                title + " over " + cost.title(),
                "Means over seeds on the test part, with 95% intervals in both directions from three seeds on; small shapes are"
                        + " single seeds. " + cost.explanation()
                        + " A name without room beside its point is in the legend alone."
                        + (cost.equals(TrialCostAxis.TIME) ? doubts() : "") + runs.undrawn(),
                Axis.amount(cost.title() + " per trial", cost.unit()),
                Axis.measure(title, "", runs.describedMeasures().support(measure)),
                Stream.of(means.stream(), singles.stream(), standard ? fronts() : Stream.<XySeries>empty())
                        .flatMap(series -> series)
                        .toList()));
    }

    private XySeries mean(ObjectiveSummary objective, String measure, List<TrialRecord> trials, TrialCostAxis cost) {
        MeanEstimate x = MeanEstimate.of(
                trials.stream()
                        .mapToDouble(trial -> cost.of(trial).orElseThrow())
                        .toArray(),
                Support.POSITIVE);
        MeanEstimate y = MeanEstimate.of(
                trials.stream()
                        .mapToDouble(trial -> trial.measures().get(measure))
                        .toArray(),
                runs.describedMeasures().support(measure));
        return new XySeries(
                runs.name(objective), runs.style(objective), Mark.LABELLED_POINTS, List.of(XyPoint.of(x, y)));
    }

    private XySeries seeds(ObjectiveSummary objective, String measure, List<TrialRecord> trials, TrialCostAxis cost) {
        return new XySeries(
                runs.name(objective),
                runs.style(objective),
                Mark.SINGLES,
                trials.stream()
                        .map(trial -> XyPoint.of(
                                cost.of(trial).orElseThrow(), trial.measures().get(measure)))
                        .toList());
    }

    /** Returns the Pareto set of each engine, which is about the primary measure and training time. */
    private Stream<XySeries> fronts() {
        List<ParetoPoint> points = pareto.points();
        return points.stream()
                .map(ParetoPoint::engine)
                .distinct()
                .map(engine -> new XySeries(
                        runs.hasEngines() ? "Pareto set on " + engine : "Pareto set",
                        FRONT_STYLE,
                        Mark.GUIDE,
                        points.stream()
                                .filter(point -> point.engine().equals(engine) && point.isInSet())
                                .map(point -> XyPoint.of(
                                        point.seconds().mean(), point.accuracy().mean()))
                                .sorted(Comparator.comparingDouble(XyPoint::x))
                                .toList()));
    }

    /** Returns a sentence on times that are not comparable, if there are any. */
    private String doubts() {
        List<ObjectiveSummary> doubtful = runs.drawn().stream()
                .filter(objective -> !objective.hasComparableTimes())
                .toList();
        String trials = doubtful.size() == runs.drawn().size()
                ? "All trials "
                : "Trials of " + doubtful.stream().map(runs::name).collect(Collectors.joining(", ")) + " ";
        return ObjectiveSummary.timeDoubt(doubtful)
                .map(doubt -> " " + trials + doubt + ": their times are not comparable.")
                .orElse("");
    }
}
