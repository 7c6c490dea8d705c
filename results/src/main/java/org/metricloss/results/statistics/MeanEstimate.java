package org.metricloss.results.statistics;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean of a sample with its Student-t interval: mean +- t_{n-1, (1 + confidence) / 2} s / sqrt(n), s with the divisor
 * n - 1. A constant sample has an interval of width 0; a sample of one value has none, because one value says nothing about
 * spread.
 *
 * @param n how many values
 * @param mean their mean
 * @param standardDeviation with the divisor n - 1; empty for one value
 * @param interval the interval; empty for one value
 */
public record MeanEstimate(int n, double mean, OptionalDouble standardDeviation, Optional<Interval> interval) {
    /** The confidence of every interval that is reported. */
    public static final double CONFIDENCE = 0.95;

    /**
     * {@return the mean with its 95% interval}
     *
     * @param sample at least one finite number
     * @throws IllegalArgumentException if the sample is empty or not finite
     */
    public static MeanEstimate of(double[] sample) {
        return of(sample, CONFIDENCE);
    }

    /**
     * {@return the mean with its interval}
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
            return new MeanEstimate(n, mean, OptionalDouble.empty(), Optional.empty());
        }
        double deviation = Math.sqrt(StatUtils.variance(sample, mean));
        double halfWidth = Tails.criticalT(n - 1, confidence) * deviation / Math.sqrt(n);
        return new MeanEstimate(
                n, mean, OptionalDouble.of(deviation), Optional.of(new Interval(mean - halfWidth, mean + halfWidth)));
    }

    /** {@return standard deviation / sqrt(n); empty for one value} */
    public OptionalDouble standardError() {
        return standardDeviation.isPresent()
                ? OptionalDouble.of(standardDeviation.getAsDouble() / Math.sqrt(n))
                : OptionalDouble.empty();
    }
}
