package org.metricloss.results.statistics;

/**
 * A two-sided confidence interval.
 *
 * @param low its lower end
 * @param high its upper end, at least low
 */
public record Interval(double low, double high) {
    /** @throws IllegalArgumentException if an end is not finite or low exceeds high */
    public Interval {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("interval must have finite low <= high, got " + low + " and " + high);
        }
    }

    /** {@return half of its width} */
    public double halfWidth() {
        return (high - low) / 2;
    }
}
