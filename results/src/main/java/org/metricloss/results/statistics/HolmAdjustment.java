package org.metricloss.results.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down adjustment of m p-values (Holm: A Simple Sequentially Rejective Multiple Test Procedure, 1979): in
 * ascending order {@code adjusted_(r) = max over s <= r of min(1, (m - s + 1) p_(s))}. Rejecting where
 * {@code adjusted <= alpha} keeps the chance of any false rejection in the family at most alpha.
 */
public final class HolmAdjustment {
    private final double[] adjusted;

    private HolmAdjustment(double[] adjusted) {
        this.adjusted = adjusted;
    }

    /**
     * {@return the adjustment of p-values}
     *
     * @param p the p-values of one family in any order, each in [0, 1]; may be empty
     * @throws IllegalArgumentException if a value is not in [0, 1]
     */
    public static HolmAdjustment of(double... p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("p must be in [0, 1], got " + value);
            }
        }
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> p[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int step = 0; step < p.length; step++) {
            largest = Math.max(largest, Math.min(1, (p.length - step) * p[ascending[step]]));
            adjusted[ascending[step]] = largest;
        }
        return new HolmAdjustment(adjusted);
    }

    /** {@return the adjusted p-values in the order of the input, a copy} */
    public double[] adjusted() {
        return Arrays.copyOf(adjusted, adjusted.length);
    }
}
