package org.metricloss.results.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Erf;

/** Tail probabilities and quantiles, computed from the tail so that small p-values keep their digits. */
final class Tails {
    private static final double INVERSE_ACCURACY = 1e-14;

    private Tails() {}

    /** P(|T| >= |t|) of Student's t with df > 0 degrees of freedom: I_{df / (df + t^2)}(df / 2, 1 / 2). */
    static double studentT(double t, double df) {
        double square = t * t;
        // Near t = 0 the argument rounds to 1 and t is lost, so there the complement is taken.
        return square < df
                ? 1 - Beta.regularizedBeta(square / (df + square), 0.5, df / 2)
                : Beta.regularizedBeta(df / (df + square), df / 2, 0.5);
    }

    /** P(T >= t) of Student's t with df > 0 degrees of freedom. */
    static double upperStudentT(double t, double df) {
        double both = studentT(t, df);
        return t > 0 ? both / 2 : 1 - both / 2;
    }

    /** The t with P(|T| <= t) = confidence. */
    static double criticalT(double df, double confidence) {
        return new TDistribution(null, df, INVERSE_ACCURACY).inverseCumulativeProbability((1 + confidence) / 2);
    }

    /** P(|Z| >= |z|) of the standard normal distribution. */
    static double normal(double z) {
        return Erf.erfc(Math.abs(z) / Math.sqrt(2));
    }
}
