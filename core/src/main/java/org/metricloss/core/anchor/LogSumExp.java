package org.metricloss.core.anchor;

import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.Row;

/**
 * The logarithm of a sum of powers over some places of a row, {@code log sum_j exp(factor v_j)}, and the share of each
 * power in the sum, by which its derivative is {@code factor} times the share. The largest power is scaled to 1, so
 * that neither large nor small exponents lose digits. For one thread.
 */
public final class LogSumExp {
    private final Exponential exponential = new Exponential();
    private double sum;
    private double largest;

    /** Allocates a few KiB of scratch memory. */
    public LogSumExp() {}

    /**
     * Computes the logarithm and keeps the powers for {@link #shares}.
     *
     * @param row v before; overwritten at these places by the powers, divided by the largest
     * @param places which numbers; there may be none
     * @param factor what they are multiplied by, not 0
     * @return the logarithm of the sum; negative infinity without places, NaN if a number is NaN
     */
    public double of(Row row, Places places, double factor) {
        if (places.count() == 0) {
            sum = 0;
            largest = Double.NEGATIVE_INFINITY;
            return largest;
        }
        double extreme = factor > 0 ? places.max(row) : places.min(row);
        places.exp(row, exponential, factor, extreme);
        sum = places.sum(row);
        largest = factor * extreme;
        return largest + Math.log(sum);
    }

    /** {@return log(1 + the sum of the powers) = log(1 + e^x), if x is the logarithm of the sum} */
    public static double withOne(double x) {
        return x > 0 ? x + log1p(Math.exp(-x)) : log1p(Math.exp(x));
    }

    /**
     * {@return log(1 + x), accurate to a few units in the last place}
     * It takes a fraction of the time of {@link Math#log1p}, which the virtual machine does not compile. The rounding
     * error of 1 + x cancels in the quotient (Kahan, HP-15C Advanced Functions Handbook, 1982).
     *
     * @param x at least 0
     */
    public static double log1p(double x) {
        double sum = 1 + x;
        return sum == 1 ? x : Math.log(sum) * (x / (sum - 1));
    }

    /**
     * {@return the derivative of log(1 + e^x) by x}
     *
     * @param x the logarithm of the sum
     */
    public static double slopeWithOne(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** {@return the sum of the powers of the last {@link #of}, divided by the largest: 0 without places, else at least 1} */
    public double sum() {
        return sum;
    }

    /**
     * Writes the share of each power in the sum of the last {@link #of}, times a factor.
     *
     * @param powers the row that {@link #of} has overwritten
     * @param places the same places
     * @param times what each share is multiplied by
     * @param shares receives the products at these places
     */
    public void shares(Row powers, Places places, double times, Row shares) {
        places.multiply(powers, times / sum, shares);
    }
}
