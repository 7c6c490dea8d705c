package org.metricloss.results.figure;

import java.util.Optional;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;

/**
 * A point of a chart, with its intervals if there are any.
 *
 * @param x finite
 * @param y finite
 * @param xInterval the interval around x
 * @param yInterval the interval around y
 */
public record XyPoint(double x, double y, Optional<Interval> xInterval, Optional<Interval> yInterval) {
    /** @throws IllegalArgumentException if a coordinate is not finite */
    public XyPoint {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("a point must be finite, got " + x + ", " + y);
        }
    }

    /** Creates a point without intervals. */
    public static XyPoint of(double x, double y) {
        return new XyPoint(x, y, Optional.empty(), Optional.empty());
    }

    /** Creates the point of a mean at x. */
    public static XyPoint of(double x, MeanEstimate y) {
        return new XyPoint(x, y.mean(), Optional.empty(), y.interval());
    }

    /** Creates the point of two means. */
    public static XyPoint of(MeanEstimate x, MeanEstimate y) {
        return new XyPoint(x.mean(), y.mean(), x.interval(), y.interval());
    }
}
