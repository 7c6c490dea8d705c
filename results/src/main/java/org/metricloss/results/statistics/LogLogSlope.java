package org.metricloss.results.statistics;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * The exponent of a power law y = c x^slope, by least squares of ln y on ln x: how cost grows with size. The interval
 * is slope +- t_{n-2, 0.975} sqrt(RSS / (n - 2) / S_xx); it assumes that the deviations from the law are independent.
 *
 * @param n how many points
 * @param slope the exponent
 * @param intercept ln c
 * @param rSquared the share of the variance of ln y that the law explains, in [0, 1]; empty if y is constant
 * @param standardError of the slope; empty for two points
 * @param interval the 95% interval of the slope; empty for two points
 */
public record LogLogSlope(
        int n,
        double slope,
        double intercept,
        OptionalDouble rSquared,
        OptionalDouble standardError,
        Optional<Interval> interval) {
    /**
     * {@return the slope}
     *
     * @param x sizes, each finite and above 0, at least two different ones
     * @param y costs, each finite and above 0, y[i] at x[i]
     * @throws IllegalArgumentException if the arrays differ in length, a value is out of range or all x are equal
     */
    public static LogLogSlope of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("x and y must be of one length, got " + x.length + " and " + y.length);
        }
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            regression.addData(logarithm("x", x[i]), logarithm("y", y[i]));
        }
        if (!(regression.getXSumSquares() > 0)) {
            throw new IllegalArgumentException("a slope needs at least two different x");
        }
        int n = x.length;
        double slope = regression.getSlope();
        OptionalDouble rSquared = regression.getTotalSumSquares() > 0
                ? OptionalDouble.of(regression.getRSquare())
                : OptionalDouble.empty();
        if (n == 2) {
            return new LogLogSlope(
                    n, slope, regression.getIntercept(), rSquared, OptionalDouble.empty(), Optional.empty());
        }
        double error = regression.getSlopeStdErr();
        double halfWidth = Tails.criticalT(n - 2, MeanEstimate.CONFIDENCE) * error;
        return new LogLogSlope(
                n,
                slope,
                regression.getIntercept(),
                rSquared,
                OptionalDouble.of(error),
                Optional.of(new Interval(slope - halfWidth, slope + halfWidth)));
    }

    private static double logarithm(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and > 0, got " + value);
        }
        return Math.log(value);
    }
}
