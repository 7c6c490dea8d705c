package org.metricloss.results.training.pareto;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;

/**
 * One objective on one engine by accuracy and cost: its mean of {@link RunMeasures#PRIMARY} on the test part and its
 * mean seconds of training (data and steps) over the finished trials.
 *
 * <p>If a trial ended because its budget of seconds was spent, that budget counts as its time. The excess of its last
 * step over the budget is random.
 *
 * <p>Objective b dominates a if b's mean accuracy is not below a's and its mean time not above a's, and one of the two
 * is better. The Pareto set of an engine consists of the objectives that no other objective dominates. Means also
 * differ by chance. The place of a in the set is certain if, compared with every other objective, its whole accuracy
 * interval lies above the other's or its whole time interval lies below. The place of a outside the set is certain if
 * some b is separated from it in this way in one of the two and is not worse in the other anywhere in the intervals.
 * Intervals are 95% intervals without adjustment. No place is certain without intervals (means of fewer than
 * three seeds and means at an end of the possible range have none), if trials ran side by side or on unlike machines, so that times are not comparable, or if the runs are not comparable.
 *
 * @param summary the objective on the engine
 * @param accuracy the mean of the measure
 * @param seconds the mean training time
 * @param dominatedBy the objectives that dominate it, in order; empty if it is in the set
 * @param certain whether its place is certain
 */
public record ParetoPoint(
        ObjectiveSummary summary,
        MeanEstimate accuracy,
        MeanEstimate seconds,
        List<String> dominatedBy,
        boolean certain) {
    /** Copies the list. */
    public ParetoPoint {
        dominatedBy = List.copyOf(dominatedBy);
    }

    /** {@return the objective's name} */
    public String objective() {
        return summary.objective();
    }

    /** {@return the engine's id} */
    public String engine() {
        return summary.engine();
    }

    /** {@return whether no other objective dominates it} */
    public boolean isInSet() {
        return dominatedBy.isEmpty();
    }

    static List<ParetoPoint> ofEngine(List<ObjectiveSummary> objectives, boolean comparableRuns) {
        boolean comparable = comparableRuns && objectives.stream().allMatch(ObjectiveSummary::hasComparableTimes);
        List<ParetoPoint> open = objectives.stream().map(ParetoPoint::open).toList();
        return open.stream()
                .map(point -> new ParetoPoint(
                        point.summary(),
                        point.accuracy(),
                        point.seconds(),
                        open.stream()
                                .filter(other -> other.dominates(point))
                                .map(ParetoPoint::objective)
                                .toList(),
                        comparable && point.isCertainAmong(open)))
                .toList();
    }

    /** Creates a point that is not yet compared with others. */
    private static ParetoPoint open(ObjectiveSummary objective) {
        return new ParetoPoint(
                objective, objective.measures().get(RunMeasures.PRIMARY), secondsOf(objective), List.of(), false);
    }

    /**
     * {@return the mean training time over the finished trials that have the measure}
     *
     * @param objective an objective with a finished trial that has the measure
     */
    public static MeanEstimate secondsOf(ObjectiveSummary objective) {
        return MeanEstimate.of(
                objective.trials().stream()
                        .filter(trial -> trial.isFinished() && trial.measures().containsKey(RunMeasures.PRIMARY))
                        .mapToDouble(ParetoPoint::timeOf)
                        .toArray(),
                Support.POSITIVE);
    }

    private boolean dominates(ParetoPoint other) {
        return accuracy.mean() >= other.accuracy.mean()
                && seconds.mean() <= other.seconds.mean()
                && (accuracy.mean() > other.accuracy.mean() || seconds.mean() < other.seconds.mean());
    }

    private boolean isCertainAmong(List<ParetoPoint> all) {
        boolean inside = all.stream()
                .allMatch(
                        other -> other == this || isAbove(accuracy, other.accuracy) || isAbove(other.seconds, seconds));
        boolean outside = all.stream()
                .anyMatch(other -> isNotBelow(other.accuracy, accuracy)
                        && isNotBelow(seconds, other.seconds)
                        && (isAbove(other.accuracy, accuracy) || isAbove(seconds, other.seconds)));
        return inside || outside;
    }

    static double timeOf(TrialRecord trial) {
        double taken = trial.cost().seconds().training();
        return trial.training().stop().equals(Optional.of(StopReason.SECONDS))
                ? trial.setup().budget().flatMap(BudgetRecord::seconds).orElse(taken)
                : taken;
    }

    private static boolean isNotBelow(MeanEstimate higher, MeanEstimate lower) {
        return higher.interval().isPresent()
                && lower.interval().isPresent()
                && higher.interval().get().low() >= lower.interval().get().high();
    }

    private static boolean isAbove(MeanEstimate higher, MeanEstimate lower) {
        return higher.interval().isPresent()
                && lower.interval().isPresent()
                && higher.interval().get().low() > lower.interval().get().high();
    }
}
