package org.metricloss.results.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean of a sample with its 95% interval. Tables, figures, the page and the terminal show the intervals of
 * means that are computed here; those of differences of unpaired values are {@link WelchTTest}'s.
 *
 * <p>The half width of the plain t interval is t_{n-1, (1 + confidence) / 2} s / sqrt(n), s with the divisor n - 1. {@link
 * Support} carries it to the scale of the quantity.
 *
 * @param n how many values
 * @param mean their mean
 * @param standardDeviation with the divisor n - 1; empty for one value
 * @param interval the interval, if there is one
 * @param few the values themselves where they are fewer than {@value #FEWEST}, too few for the interval of a quantity;
 *     otherwise empty
 */
public record MeanEstimate(
        int n, double mean, OptionalDouble standardDeviation, Optional<Interval> interval, List<Double> few) {
    /** The confidence of every interval that is reported. */
    public static final double CONFIDENCE = 0.95;

    /** The fewest values whose mean gets an interval. */
    public static final int FEWEST = 3;

    /** Copies the list. */
    public MeanEstimate {
        few = List.copyOf(few);
    }

    /**
     * {@return the mean of a quantity over seeds or rounds. It has no interval if there are fewer than {@value #FEWEST}
     * values, if the mean is the least or greatest possible value, or if a value lies outside the support}
     *
     * @param sample at least one finite number
     * @param support the values that the quantity can take
     * @throws IllegalArgumentException if the sample is empty or not finite
     */
    public static MeanEstimate of(double[] sample, Support support) {
        MeanEstimate plain = of(sample);
        List<Double> few =
                sample.length < FEWEST ? Arrays.stream(sample).boxed().toList() : List.of();
        Optional<Interval> interval = few.isEmpty() && support.contains(sample)
                ? plain.interval().flatMap(symmetric -> support.interval(plain.mean, symmetric.halfWidth()))
                : Optional.empty();
        return new MeanEstimate(plain.n, plain.mean, plain.standardDeviation, interval, few);
    }

    /**
     * {@return the mean of differences with the plain 95% t interval, which exists from two values on; its width is 0 if
     * they are equal}
     *
     * @param sample at least one finite number
     * @throws IllegalArgumentException if the sample is empty or not finite
     */
    public static MeanEstimate of(double[] sample) {
        return of(sample, CONFIDENCE);
    }

    /**
     * {@return the mean with the plain t interval}
     *
     * @param sample at least one finite number
     * @param confidence in (0, 1)
     * @throws IllegalArgumentException if the sample is empty or not finite, or the confidence out of range
     */
    public static MeanEstimate of(double[] sample, double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
        }
        Samples.finite("sample", sample);
        int n = sample.length;
        double mean = StatUtils.mean(sample);
        if (n == 1) {
            return new MeanEstimate(n, mean, OptionalDouble.empty(), Optional.empty(), List.of());
        }
        double deviation = Math.sqrt(StatUtils.variance(sample, mean));
        double halfWidth = Tails.criticalT(n - 1, confidence) * deviation / Math.sqrt(n);
        return new MeanEstimate(
                n,
                mean,
                OptionalDouble.of(deviation),
                Optional.of(new Interval(mean - halfWidth, mean + halfWidth)),
                List.of());
    }

    /** {@return standard deviation / sqrt(n); empty for one value} */
    public OptionalDouble standardError() {
        return standardDeviation.isPresent()
                ? OptionalDouble.of(standardDeviation.getAsDouble() / Math.sqrt(n))
                : OptionalDouble.empty();
    }
}
