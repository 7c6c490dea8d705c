package org.metricloss.results.statistics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Welch's t test of two unpaired samples, two-sided, with the Welch-Satterthwaite degrees of freedom: t = (mean(a) -
 * mean(b)) / sqrt(s_a^2 / n_a + s_b^2 / n_b).
 *
 * @param t the statistic
 * @param degreesOfFreedom larger than 0, in general not an integer
 * @param p the two-sided p-value
 */
public record WelchTTest(double t, double degreesOfFreedom, double p) {
    /**
     * {@return the test; empty if a sample has one value or both are constant up to rounding, see {@link
     * PairedTTest}}
     *
     * @param a at least one finite number
     * @param b at least one finite number
     * @throws IllegalArgumentException if a sample is empty or not finite
     */
    public static Optional<WelchTTest> of(double[] a, double[] b) {
        MeanEstimate first = MeanEstimate.of(a);
        MeanEstimate second = MeanEstimate.of(b);
        if (first.n() == 1 || second.n() == 1) {
            return Optional.empty();
        }
        double firstSquare = square(first.standardError().orElseThrow());
        double secondSquare = square(second.standardError().orElseThrow());
        double error = Math.sqrt(firstSquare + secondSquare);
        if (Samples.isRounding(error, a, b)) {
            return Optional.empty();
        }
        double t = (first.mean() - second.mean()) / error;
        // Shares of the squared error rather than its square, which would underflow for tiny samples.
        double share = firstSquare / (firstSquare + secondSquare);
        double df = 1 / (square(share) / (first.n() - 1) + square(1 - share) / (second.n() - 1));
        return Optional.of(new WelchTTest(t, df, Tails.studentT(t, df)));
    }

    /**
     * {@return mean(a) - mean(b) with its 95% interval, which uses the same degrees of freedom. Here n counts both
     * samples, and the standard deviation is empty. The interval is empty if there is no test}
     *
     * @param a at least one finite number
     * @param b at least one finite number
     * @throws IllegalArgumentException if a sample is empty or not finite
     */
    public static MeanEstimate difference(double[] a, double[] b) {
        MeanEstimate first = MeanEstimate.of(a);
        MeanEstimate second = MeanEstimate.of(b);
        double mean = first.mean() - second.mean();
        Optional<Interval> interval = of(a, b).map(test -> {
            double error = Math.hypot(
                    first.standardError().orElseThrow(), second.standardError().orElseThrow());
            double halfWidth = Tails.criticalT(test.degreesOfFreedom, MeanEstimate.CONFIDENCE) * error;
            return new Interval(mean - halfWidth, mean + halfWidth);
        });
        return new MeanEstimate(a.length + b.length, mean, OptionalDouble.empty(), interval, List.of());
    }

    private static double square(double value) {
        return value * value;
    }
}
