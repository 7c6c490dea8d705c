package org.metricloss.results.figure;

import java.util.Arrays;

/**
 * The part of an axis that is shown, on the page and in files alike. It contains all points and all of their intervals
 * with a margin, so no interval is ever cut. Beyond the least and greatest possible value it extends by half a margin
 * at most, so that marks at these values are drawn whole; nothing else lies there.
 *
 * @param low its lower end
 * @param high its upper end, above low
 */
public record AxisRange(double low, double high) {
    private static final double MARGIN = 0.07;
    /** Values that differ by a smaller share are shown as equal, because the coordinates of a narrower axis would be rounding errors. */
    private static final double EQUAL = 1e-7;

    private static final double LEAST_FACTOR = 1.1;

    /** @throws IllegalArgumentException if low is not below high */
    public AxisRange {
        if (!(low < high)) {
            throw new IllegalArgumentException("a range must have low < high, got " + low + " and " + high);
        }
    }

    /**
     * {@return the range that shows values}
     *
     * @param axis the axis
     * @param values points and ends of intervals, at least one
     */
    public static AxisRange of(Axis axis, double... values) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        if (axis.scale() == Axis.Scale.LOG) {
            double factor = Math.max(Math.pow(high / low, MARGIN), LEAST_FACTOR);
            return new AxisRange(low / factor, high * factor);
        }
        double size = Math.max(Math.abs(low), Math.abs(high));
        double margin = high - low > EQUAL * size ? MARGIN * (high - low) : size == 0 ? 1 : 0.1 * size;
        return new AxisRange(
                Math.min(low, Math.max(low - margin, axis.low() - margin / 2)),
                Math.max(high, Math.min(high + margin, axis.high() + margin / 2)));
    }

    /**
     * {@return the range of bars, which begins at 0}
     *
     * @param axis a linear axis
     * @param values lengths and ends of intervals, at least one, each at least 0
     */
    public static AxisRange ofBars(Axis axis, double... values) {
        double high = Arrays.stream(values).max().orElseThrow();
        double margin = high > 0 ? MARGIN * high : 1;
        return new AxisRange(0, Math.max(high, Math.min(high + margin, axis.high() + margin / 2)));
    }
}
