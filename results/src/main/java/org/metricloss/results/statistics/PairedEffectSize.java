package org.metricloss.results.statistics;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.special.Gamma;

/**
 * The size of a paired difference relative to its standard deviation.
 *
 * <p>Cohen's d_z = mean(d) / s_d with d = a - b. Hedges' g_z = J(n - 1) d_z corrects the bias of small samples, J(v) =
 * Gamma(v / 2) / (sqrt(v / 2) Gamma((v - 1) / 2)) (Hedges: Distribution Theory for Glass's Estimator of Effect Size,
 * 1981). J(1) is 0, so with two pairs there is no g_z.
 *
 * @param cohenDz the plain effect size
 * @param hedgesGz the corrected effect size; empty for two pairs
 */
public record PairedEffectSize(double cohenDz, OptionalDouble hedgesGz) {
    /**
     * {@return the effect size; empty for one pair or differences without variance, see {@link PairedTTest}}
     *
     * @param a at least one finite number
     * @param b as many, b[i] paired with a[i]
     * @throws IllegalArgumentException if the samples are empty, of different length or not finite
     */
    public static Optional<PairedEffectSize> of(double[] a, double[] b) {
        PairedTTest test = PairedTTest.of(a, b);
        if (test.t().isEmpty()) {
            return Optional.empty();
        }
        int n = test.difference().n();
        double dz = test.t().getAsDouble() / Math.sqrt(n);
        OptionalDouble gz = n < 3 ? OptionalDouble.empty() : OptionalDouble.of(correction(n - 1) * dz);
        return Optional.of(new PairedEffectSize(dz, gz));
    }

    private static double correction(double df) {
        return Math.exp(Gamma.logGamma(df / 2) - Gamma.logGamma((df - 1) / 2)) / Math.sqrt(df / 2);
    }
}
