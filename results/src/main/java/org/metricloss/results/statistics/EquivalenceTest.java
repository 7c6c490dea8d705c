package org.metricloss.results.statistics;

import java.util.OptionalDouble;

/**
 * Two one-sided paired t tests for equivalence (TOST; Schuirmann: A Comparison of the Two One-Sided Tests Procedure and the
 * Power Approach for Assessing the Equivalence of Average Bioavailability, 1987). With d = a - b over n pairs, its mean m,
 * standard error e and the margin M, the one test rejects m &lt;= -M by t = (m + M) / e, the other rejects m &gt;= M by t = (m -
 * M) / e, both with n - 1 degrees of freedom. The means are equivalent at the level 0.05 if both p-values are at most 0.05, which
 * is the case exactly if the 90% interval of m lies within the margin.
 *
 * <p>As for {@link PairedTTest}, there is no test for one pair, and none if all differences are equal up to rounding.
 *
 * @param difference the mean of a - b with its 90% interval
 * @param margin the largest difference that counts as equivalent, above 0
 * @param pLower the p-value of the test against differences of -margin and less; empty if there is no test
 * @param pUpper the p-value of the test against differences of margin and more; empty if there is no test
 */
public record EquivalenceTest(MeanEstimate difference, double margin, OptionalDouble pLower, OptionalDouble pUpper) {
    /** The level of each of the two tests. */
    public static final double ALPHA = 0.05;

    private static final double CONFIDENCE = 1 - 2 * ALPHA;

    /**
     * {@return the test}
     *
     * @param a at least one finite number
     * @param b as many, b[i] paired with a[i]
     * @param margin above 0 and finite
     * @throws IllegalArgumentException if the samples are empty, of different length or not finite, or the margin is out of range
     */
    public static EquivalenceTest of(double[] a, double[] b, double margin) {
        if (!(margin > 0 && Double.isFinite(margin))) {
            throw new IllegalArgumentException("margin must be > 0 and finite, got " + margin);
        }
        MeanEstimate difference = MeanEstimate.of(Samples.differences(a, b), CONFIDENCE);
        OptionalDouble error = difference.standardError();
        if (error.isEmpty() || Samples.isRounding(error.getAsDouble(), a, b)) {
            return new EquivalenceTest(difference, margin, OptionalDouble.empty(), OptionalDouble.empty());
        }
        double df = difference.n() - 1.0;
        return new EquivalenceTest(
                difference,
                margin,
                OptionalDouble.of(Tails.upperStudentT((difference.mean() + margin) / error.getAsDouble(), df)),
                OptionalDouble.of(Tails.upperStudentT((margin - difference.mean()) / error.getAsDouble(), df)));
    }

    /** {@return the larger of the two p-values, which decides; empty if there is no test} */
    public OptionalDouble p() {
        return pLower.isPresent()
                ? OptionalDouble.of(Math.max(pLower.getAsDouble(), pUpper.orElseThrow()))
                : OptionalDouble.empty();
    }

    /** {@return whether the means are equivalent: there is a test, and both p-values are at most {@link #ALPHA}} */
    public boolean isEquivalent() {
        return p().isPresent() && p().getAsDouble() <= ALPHA;
    }

    /** {@return whether there is a test and the whole 90% interval lies beyond the margin on one side} */
    public boolean isDifferent() {
        return p().isPresent()
                && difference.interval().stream()
                        .anyMatch(interval -> interval.low() > margin || interval.high() < -margin);
    }
}
