package org.metricloss.results.statistics;

import java.util.OptionalDouble;

/**
 * Student's paired t test, two-sided: t = mean(d) / (s_d / sqrt(n)) with d = a - b and n - 1 degrees of freedom.
 *
 * <p>There is no test, so t and p are empty, for one pair and if all differences are equal up to rounding (their
 * standard error is at most 10 machine epsilons of the larger mean, the rule of R's t.test). That holds for equal
 * samples, too: differences without any variance cannot be compared with chance.
 *
 * @param difference the mean of a - b with its 95% interval
 * @param t the statistic, or empty if there is no test
 * @param p the two-sided p-value, or empty if there is no test
 */
public record PairedTTest(MeanEstimate difference, OptionalDouble t, OptionalDouble p) {
    /**
     * {@return the test}
     *
     * @param a at least one finite number
     * @param b as many, b[i] paired with a[i]
     * @throws IllegalArgumentException if the samples are empty, of different length or not finite
     */
    public static PairedTTest of(double[] a, double[] b) {
        MeanEstimate difference = MeanEstimate.of(Samples.differences(a, b));
        OptionalDouble error = difference.standardError();
        if (error.isEmpty() || Samples.isRounding(error.getAsDouble(), a, b)) {
            return new PairedTTest(difference, OptionalDouble.empty(), OptionalDouble.empty());
        }
        double t = difference.mean() / error.getAsDouble();
        return new PairedTTest(
                difference, OptionalDouble.of(t), OptionalDouble.of(Tails.studentT(t, difference.n() - 1.0)));
    }
}
