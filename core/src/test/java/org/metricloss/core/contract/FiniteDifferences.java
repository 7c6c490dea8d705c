package org.metricloss.core.contract;

import java.util.function.ToDoubleFunction;

/** Derivatives by central finite differences in float64. */
public final class FiniteDifferences {
    /** Balances truncation (its square, 1e-10) against rounding (1e-16 over it, 1e-11) for numbers of size 1. */
    private static final double STEP = 1e-5;

    private FiniteDifferences() {}

    /**
     * {@return the derivative by each element of x; right to about 1e-9 where function and x are of size 1}
     *
     * @param function a scalar function that is smooth around x
     * @param x where
     */
    public static double[] of(ToDoubleFunction<double[]> function, double[] x) {
        double[] gradient = new double[x.length];
        double[] moved = x.clone();
        for (int i = 0; i < x.length; i++) {
            moved[i] = x[i] + STEP;
            double above = function.applyAsDouble(moved);
            moved[i] = x[i] - STEP;
            gradient[i] = (above - function.applyAsDouble(moved)) / (2 * STEP);
            moved[i] = x[i];
        }
        return gradient;
    }
}
