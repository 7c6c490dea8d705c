package org.metricloss.results.statistics;

import java.util.OptionalInt;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How many pairs a two-sided paired t test needs to find an effect with power {@value #POWER}, if the true effect is as large as
 * the one observed. The number plans the next run and says nothing about this one; an effect observed with few seeds is itself
 * uncertain. The level of the test is {@value #ALPHA} divided by the number of comparisons that are corrected together: the level
 * that Holm's correction asks of the smallest p-value. For the other p-values of a family it asks less.
 *
 * <p>With n pairs and standardised difference d the statistic is noncentral t with n - 1 degrees of freedom and
 * noncentrality sqrt(n) d (Cohen: Statistical Power Analysis for the Behavioral Sciences, 1988, chapter 2). Its tails
 * are integrated over the distribution of the standard deviation.
 */
public final class RequiredSeeds {
    /** The level of the test of a single comparison. */
    public static final double ALPHA = 0.05;

    /** The wanted chance of finding the effect. */
    public static final double POWER = 0.8;

    /** More seeds than this are not practical. */
    public static final int MOST = 10_000;

    private static final NormalDistribution NORMAL = new NormalDistribution();

    /**
     * Even, for Simpson's rule. The power has six digits for one degree of freedom at {@value #ALPHA} and for six or more pairs at
     * the levels of large families. With fewer pairs at such levels it has fewer, but no effect of usual size needs so few.
     */
    private static final int INTERVALS = 600;

    private RequiredSeeds() {}

    /**
     * {@return the least number of pairs, at least 2; empty if more than {@value #MOST} are needed, for example if
     * there is no effect}
     *
     * @param difference the standardised difference, finite
     * @param comparisons how many comparisons are corrected together, at least 1
     */
    public static OptionalInt of(double difference, int comparisons) {
        double effect = Math.abs(difference);
        double level = ALPHA / comparisons;
        if (power(effect, MOST, level) < POWER) {
            return OptionalInt.empty();
        }
        // The normal distribution's answer is nearly right, so few powers have to be integrated.
        double quantile = NORMAL.inverseCumulativeProbability(1 - level / 2);
        double nearly =
                Math.pow((quantile + NORMAL.inverseCumulativeProbability(POWER)) / effect, 2) + quantile * quantile / 2;
        int enough = (int) Math.max(2, Math.min(MOST, Math.round(nearly)));
        int tooFew = 1;
        for (int stride = 1; enough < MOST && power(effect, enough, level) < POWER; stride *= 2) {
            tooFew = enough;
            enough = Math.min(MOST, enough + stride);
        }
        for (int stride = 1; tooFew == 1 && enough > 2; stride *= 2) {
            int fewer = Math.max(2, enough - stride);
            if (power(effect, fewer, level) < POWER) {
                tooFew = fewer;
            } else {
                enough = fewer;
            }
        }
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            if (power(effect, middle, level) < POWER) {
                tooFew = middle;
            } else {
                enough = middle;
            }
        }
        return OptionalInt.of(enough);
    }

    /**
     * {@return the chance that the test rejects}
     *
     * @param effect the standardised difference, at least 0
     * @param pairs at least 2
     * @param level the level of the test, in (0, 1)
     */
    static double power(double effect, int pairs, double level) {
        int df = pairs - 1;
        double critical = new TDistribution(null, df).inverseCumulativeProbability(1 - level / 2);
        double shift = Math.sqrt(pairs) * effect;
        // s = sqrt(chi^2 / df) lies outside this range with a probability of at most 1e-12.
        ChiSquaredDistribution chiSquared = new ChiSquaredDistribution(null, df);
        double least = Math.max(0, 1 - 10 / Math.sqrt(df));
        double greatest = 1 + 10 / Math.sqrt(df);
        double step = (greatest - least) / INTERVALS;
        double sum = 0;
        for (int i = 1; i <= INTERVALS; i++) {
            double s = least + i * step;
            double rejected = NORMAL.cumulativeProbability(shift - critical * s)
                    + NORMAL.cumulativeProbability(-shift - critical * s);
            double density = 2 * df * s * chiSquared.density(df * s * s);
            sum += weight(i) * density * rejected;
        }
        // For one degree of freedom the density does not vanish at 0.
        double atZero = df == 1 ? 2 * NORMAL.density(0) : 0;
        return (sum + atZero) * step / 3;
    }

    private static int weight(int i) {
        return i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2;
    }
}
