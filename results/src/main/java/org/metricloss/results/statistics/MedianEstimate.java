package org.metricloss.results.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * The median of a sample with a distribution-free interval. Values are infinite if the event that they measure never
 * occurred. The interval extends from the k-th smallest to the k-th largest value. Here k is the largest number for
 * which fewer than k of n fair coins show heads with a probability of at most (1 - confidence) / 2 (Conover, Practical
 * Nonparametric Statistics). The interval covers the true median with at least the confidence, whatever the
 * distribution. At 95%, fewer than six values have no interval.
 *
 * @param n how many values
 * @param median the middle one, or the mean of the middle two; infinite if one of them is
 * @param low the interval's lower end; empty for fewer than six values
 * @param high its upper end, infinite if so many values are
 */
public record MedianEstimate(int n, double median, OptionalDouble low, OptionalDouble high) {
    /**
     * {@return the median with its {@link MeanEstimate#CONFIDENCE} interval}
     *
     * @param sample at least one number, none of them NaN
     * @throws IllegalArgumentException if the sample is empty or holds NaN
     */
    public static MedianEstimate of(double[] sample) {
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n == 0 || Double.isNaN(sorted[n - 1])) {
            throw new IllegalArgumentException("a median needs at least one value and no NaN, got " + n + " values");
        }
        double median = n % 2 == 1 ? sorted[n / 2] : sorted[n / 2 - 1] / 2 + sorted[n / 2] / 2;
        int k = place(n);
        return k == 0
                ? new MedianEstimate(n, median, OptionalDouble.empty(), OptionalDouble.empty())
                : new MedianEstimate(n, median, OptionalDouble.of(sorted[k - 1]), OptionalDouble.of(sorted[n - k]));
    }

    /** The rank k from either end; 0 if there is no interval. */
    private static int place(int n) {
        BinomialDistribution heads = new BinomialDistribution(null, n, 0.5);
        int k = 0;
        while (heads.cumulativeProbability(k) <= (1 - MeanEstimate.CONFIDENCE) / 2) {
            k++;
        }
        return k;
    }
}
