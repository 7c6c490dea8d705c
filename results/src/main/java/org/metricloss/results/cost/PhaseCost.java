package org.metricloss.results.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.math3.stat.StatUtils;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;

/**
 * The time of a phase of a point. Each round runs in a process of its own and is the unit of replication, because
 * repeats within a process are not independent.
 *
 * @param phase {@value #TOTAL}, {@value #NETWORK}, {@value #EPOCH}, or phases of a loss joined by {@code +}
 * @param theory the power of n that its time is expected to grow with, if there is a theory
 * @param medianSeconds the median of the rounds' medians over repeats; a phase that is the difference of two measured
 *     times can be below 0 if it is smaller than their noise
 * @param interval the 95% t interval of the mean of the rounds' medians, which surrounds that mean, not the median; cut
 *     at 0, because no time is negative. An interval that lies entirely below 0 becomes 0. It is empty for one round,
 *     and for a time that also depends on the times of other points
 * @param rounds how many rounds measured it
 * @param repeats timed repeats of all rounds
 * @param gcCount garbage collections within timed intervals, over all rounds
 * @param gcSeconds their time
 * @param timesBaseline the time as a multiple of the baseline's time at the same size on the same engine, if that is
 *     known
 */
public record PhaseCost(
        String phase,
        OptionalInt theory,
        double medianSeconds,
        Optional<Interval> interval,
        int rounds,
        int repeats,
        long gcCount,
        double gcSeconds,
        OptionalDouble timesBaseline) {
    /** The whole loss: value, derivatives and next state. For listed tuples, a training step on a sample of them. */
    public static final String TOTAL = "total";
    /** For listed tuples: forward, backward and update of the network in that step, without the loss. */
    public static final String NETWORK = "network";
    /** Predicted: every tuple of the n samples once, the network included. */
    public static final String EPOCH = "epoch";

    /**
     * Computes a phase that was timed directly.
     *
     * @param rounds its work in each round
     */
    static PhaseCost of(String phase, OptionalInt theory, List<TimedWork> rounds) {
        return of(phase, theory, rounds, rounds.stream().map(PhaseCost::seconds).toList());
    }

    /**
     * Computes a phase as the difference of the times of two pieces of work, repeat by repeat.
     *
     * @param with the work up to the phase and with it, in each round
     * @param without the work up to the phase, in each round
     */
    static PhaseCost difference(String phase, OptionalInt theory, List<TimedWork> with, List<TimedWork> without) {
        double[][] seconds = new double[with.size()][];
        for (int round = 0; round < seconds.length; round++) {
            double[] longer = seconds(with.get(round));
            double[] shorter = seconds(without.get(round));
            seconds[round] = new double[Math.min(longer.length, shorter.length)];
            Arrays.setAll(seconds[round], repeat -> longer[repeat] - shorter[repeat]);
        }
        return of(phase, theory, with, List.of(seconds));
    }

    private static PhaseCost of(String phase, OptionalInt theory, List<TimedWork> rounds, List<double[]> seconds) {
        double[] medians = seconds.stream().mapToDouble(PhaseCost::median).toArray();
        return new PhaseCost(
                phase,
                theory,
                median(medians),
                MeanEstimate.of(medians).interval().map(PhaseCost::ofTimes),
                medians.length,
                seconds.stream().mapToInt(each -> each.length).sum(),
                rounds.stream().mapToLong(TimedWork::gcCount).sum(),
                rounds.stream().mapToDouble(TimedWork::gcSeconds).sum(),
                OptionalDouble.empty());
    }

    private static Interval ofTimes(Interval interval) {
        return new Interval(Math.max(0, interval.low()), Math.max(0, interval.high()));
    }

    private static double[] seconds(TimedWork work) {
        return work.seconds().stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double median(double[] values) {
        return StatUtils.percentile(values, 50);
    }

    /** {@return another phase that takes this phase's time multiplied by a count} */
    PhaseCost times(String other, OptionalInt otherTheory, double count) {
        return as(
                other,
                otherTheory,
                medianSeconds * count,
                interval.map(each -> new Interval(each.low() * count, each.high() * count)));
    }

    /**
     * {@return another phase that takes this phase's time plus a time measured at other points, so that this phase's
     * interval does not apply to it}
     */
    PhaseCost plus(String other, OptionalInt otherTheory, double seconds) {
        return as(other, otherTheory, medianSeconds + seconds, Optional.empty());
    }

    private PhaseCost as(String other, OptionalInt otherTheory, double otherMedian, Optional<Interval> otherInterval) {
        return new PhaseCost(
                other,
                otherTheory,
                otherMedian,
                otherInterval,
                rounds,
                repeats,
                gcCount,
                gcSeconds,
                OptionalDouble.empty());
    }

    /** {@return this cost with its ratio to the baseline's time, if that time is above 0} */
    PhaseCost beside(double baselineSeconds) {
        return new PhaseCost(
                phase,
                theory,
                medianSeconds,
                interval,
                rounds,
                repeats,
                gcCount,
                gcSeconds,
                baselineSeconds > 0 ? OptionalDouble.of(medianSeconds / baselineSeconds) : OptionalDouble.empty());
    }
}
