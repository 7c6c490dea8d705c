package org.metricloss.results.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.commons.math3.stat.StatUtils;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;

/**
 * The time of a phase of a point. Each round runs in a process of its own and is the unit of replication, because
 * repeats within a process are not independent.
 *
 * @param phase {@value #TOTAL}, {@value #NETWORK}, {@value #EPOCH}, or phases of a loss joined by {@code +}
 * @param theory the power of n that its time is expected to grow with, if there is a theory
 * @param medianSeconds the median of the rounds' medians over repeats. A phase that is the difference of two measured
 *     times and comes out below 0 is smaller than their noise: its time is 0
 * @param interval the 95% interval of the mean of the rounds' medians, on the log scale, which surrounds that mean, not
 *     the median. It is empty for fewer than three rounds, for a phase of which a round came out at 0 or below, and for a
 *     time that also depends on the times of other points
 * @param few the rounds' medians where they are too few for an interval; otherwise empty
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
        List<Double> few,
        int rounds,
        int repeats,
        long gcCount,
        double gcSeconds,
        OptionalDouble timesBaseline) {
    /** Copies the list. */
    public PhaseCost {
        few = List.copyOf(few);
    }

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
        boolean positive = Arrays.stream(medians).allMatch(each -> each > 0);
        MeanEstimate mean = MeanEstimate.of(medians, Support.POSITIVE);
        return new PhaseCost(
                phase,
                theory,
                Math.max(0, median(medians)),
                mean.interval().filter(unused -> positive),
                positive ? mean.few() : List.of(),
                medians.length,
                seconds.stream().mapToInt(each -> each.length).sum(),
                rounds.stream().mapToLong(TimedWork::gcCount).sum(),
                rounds.stream().mapToDouble(TimedWork::gcSeconds).sum(),
                OptionalDouble.empty());
    }

    /** {@return whether it is a part of the loss or step, not the whole and not predicted} */
    boolean isPart() {
        return !phase.equals(TOTAL) && !phase.equals(EPOCH);
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
                interval.map(each -> new Interval(each.low() * count, each.high() * count)),
                few.stream().map(each -> each * count).toList());
    }

    /**
     * {@return another phase that takes this phase's time plus a time measured at other points, so that this phase's
     * interval does not apply to it}
     */
    PhaseCost plus(String other, OptionalInt otherTheory, double seconds) {
        return as(other, otherTheory, medianSeconds + seconds, Optional.empty(), List.of());
    }

    private PhaseCost as(
            String other,
            OptionalInt otherTheory,
            double otherMedian,
            Optional<Interval> otherInterval,
            List<Double> otherFew) {
        return new PhaseCost(
                other,
                otherTheory,
                otherMedian,
                otherInterval,
                otherFew,
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
                few,
                rounds,
                repeats,
                gcCount,
                gcSeconds,
                baselineSeconds > 0 ? OptionalDouble.of(medianSeconds / baselineSeconds) : OptionalDouble.empty());
    }
}
