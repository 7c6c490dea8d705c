package org.metricloss.results.training.time;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.MedianEstimate;
import org.metricloss.results.statistics.Support;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.Target;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The time that one objective took on one engine to reach the target on the validation part. A trial reaches the target
 * at its first validation point with a sufficient value, so times are multiples of the interval between validation
 * points.
 *
 * <p>A trial that ended without reaching the target counts as infinitely long, because its true time is only known to
 * exceed its budget. The median is finite if more than half of the trials reach the target. The mean exists only if all
 * trials do. Trials that did not finish (failed, diverged, collapsed) count as never reaching it.
 *
 * @param summary the objective on the engine
 * @param target the target
 * @param targetWords the target in words
 * @param seeds how many trials ended, finished or not
 * @param reached how many of them finished and reached the target
 * @param failed how many did not finish
 * @param sideBySide how many of them ran beside others, so that their seconds are not comparable
 * @param seconds the seconds of training until the target
 * @param samples the samples that went through training until the target
 */
public record TimeToTarget(
        ObjectiveSummary summary,
        Target target,
        String targetWords,
        int seeds,
        int reached,
        int failed,
        int sideBySide,
        Amount seconds,
        Amount samples) {
    /**
     * The amount that was needed to reach the target.
     *
     * @param median over all trials; trials that never reached the target count as infinity
     * @param mean over all trials; empty if one never reached the target
     */
    public record Amount(MedianEstimate median, Optional<MeanEstimate> mean) {
        private static Amount of(double[] sample, boolean all) {
            return new Amount(
                    MedianEstimate.of(sample),
                    all ? Optional.of(MeanEstimate.of(sample, Support.POSITIVE)) : Optional.empty());
        }
    }

    /** {@return the objective's name} */
    public String objective() {
        return summary.objective();
    }

    /** {@return the engine's id} */
    public String engine() {
        return summary.engine();
    }

    /** {@return how many trials ended without reaching the target, unfinished trials included} */
    public int neverReached() {
        return seeds - reached;
    }

    /**
     * {@return one entry per objective and engine whose trials had a target, in order}
     *
     * @param run a run
     */
    public static List<TimeToTarget> of(RecordedRuns run) {
        List<TimeToTarget> entries = new ArrayList<>();
        for (ObjectiveSummary objective : run.objectives()) {
            objective.trials().stream()
                    .flatMap(trial -> trial.setup().budget().flatMap(BudgetRecord::target).stream())
                    .findFirst()
                    .ifPresent(target -> entries.add(of(objective, target, run.describedMeasures())));
        }
        return entries;
    }

    private static TimeToTarget of(ObjectiveSummary objective, Target target, RunMeasures measures) {
        List<Optional<ValidationPoint>> points = objective.trials().stream()
                .map(trial -> reached(trial, target, measures))
                .toList();
        int reached = (int) points.stream().filter(Optional::isPresent).count();
        boolean all = reached == points.size();
        return new TimeToTarget(
                objective,
                target,
                target.words(measures),
                points.size(),
                reached,
                objective.failed(),
                (int) objective.trials().stream()
                        .filter(trial -> trial.cost().sideBySide())
                        .count(),
                Amount.of(amounts(points, ValidationPoint::seconds), all),
                Amount.of(amounts(points, ValidationPoint::samples), all));
    }

    private static Optional<ValidationPoint> reached(TrialRecord trial, Target target, RunMeasures measures) {
        return trial.isFinished() ? trial.training().reached(target, measures) : Optional.empty();
    }

    private static double[] amounts(List<Optional<ValidationPoint>> points, ToDoubleFunction<ValidationPoint> amount) {
        return points.stream()
                .mapToDouble(point -> point.isPresent() ? amount.applyAsDouble(point.get()) : Double.POSITIVE_INFINITY)
                .toArray();
    }
}
