package org.metricloss.results.statistics;

import org.apache.commons.math3.stat.StatUtils;

/** Checks and computations that the tests share for their samples. */
final class Samples {
    /**
     * Below this many rounding errors of the means a standard error is noise: the data are constant, and a t statistic
     * would be rounding divided by rounding. The factor is the one of R's t.test.
     */
    private static final double ROUNDING_ERRORS = 10;

    private Samples() {}

    static double[] finite(String name, double[] sample) {
        if (sample.length == 0) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
        for (double value : sample) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + " must hold finite numbers, got " + value);
            }
        }
        return sample;
    }

    /** a - b, pair by pair. */
    static double[] differences(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "paired samples must be of one length, got " + a.length + " and " + b.length);
        }
        finite("a", a);
        finite("b", b);
        double[] differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return differences;
    }

    /** Whether a standard error of a difference of means is only rounding error. */
    static boolean isRounding(double standardError, double[] a, double[] b) {
        double scale = Math.max(Math.abs(StatUtils.mean(a)), Math.abs(StatUtils.mean(b)));
        return standardError <= ROUNDING_ERRORS * Math.ulp(1.0) * scale;
    }
}
