package org.metricloss.results.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.statistics.Interval;

/**
 * The part of an axis that is shown.
 *
 * @param low its lower end
 * @param high its upper end, above low
 */
record AxisRange(double low, double high) {
    private static final double MARGIN = 0.07;

    /**
     * Returns a range that contains all points with a margin. It also contains their intervals, but extends beyond the
     * points by no more than their spread. With two seeds an interval extends six standard deviations to each side and
     * would leave no room for the points. Impossible values are not shown.
     */
    static AxisRange of(
            Axis axis,
            List<XyPoint> points,
            ToDoubleFunction<XyPoint> value,
            Function<XyPoint, Optional<Interval>> interval) {
        boolean log = axis.scale() == Axis.Scale.LOG;
        ToDoubleFunction<Double> on = number -> log ? Math.log10(number) : number;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (XyPoint point : points) {
            low = Math.min(low, on.applyAsDouble(value.applyAsDouble(point)));
            high = Math.max(high, on.applyAsDouble(value.applyAsDouble(point)));
        }
        double reach = high > low ? high - low : Double.POSITIVE_INFINITY;
        double least = low;
        double most = high;
        for (XyPoint point : points) {
            Optional<Interval> found = interval.apply(point);
            if (found.isPresent()) {
                double from = log && found.get().low() <= 0
                        ? low
                        : on.applyAsDouble(found.get().low());
                least = Math.min(least, Math.max(from, low - reach));
                most = Math.max(most, Math.min(on.applyAsDouble(found.get().high()), high + reach));
            }
        }
        double margin = most > least ? MARGIN * (most - least) : log ? 1 : Math.max(0.1 * Math.abs(most), 1e-9);
        return log
                ? new AxisRange(Math.pow(10, least - margin), Math.pow(10, most + margin))
                : new AxisRange(within(axis, least) - margin, within(axis, most) + margin);
    }

    private static double within(Axis axis, double value) {
        return Math.max(axis.low(), Math.min(axis.high(), value));
    }

    /** Returns the value, or the nearer end of the range if the value lies outside. */
    double clamp(double value) {
        return Math.max(low, Math.min(high, value));
    }
}
