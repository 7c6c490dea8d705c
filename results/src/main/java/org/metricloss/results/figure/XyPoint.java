package org.metricloss.results.figure;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;

/**
 * A point of a chart, with its intervals if there are any.
 *
 * @param x finite
 * @param y finite
 * @param xInterval the interval around x
 * @param yInterval the interval around y
 * @param xFew the values whose mean is x, where they are too few for an interval; otherwise empty
 * @param yFew the values whose mean is y, where they are too few for an interval; otherwise empty
 */
public record XyPoint(
        double x,
        double y,
        Optional<Interval> xInterval,
        Optional<Interval> yInterval,
        List<Double> xFew,
        List<Double> yFew) {
    /** @throws IllegalArgumentException if a coordinate is not finite */
    public XyPoint {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("a point must be finite, got " + x + ", " + y);
        }
        xFew = List.copyOf(xFew);
        yFew = List.copyOf(yFew);
    }

    /** Creates a point with intervals. */
    public XyPoint(double x, double y, Optional<Interval> xInterval, Optional<Interval> yInterval) {
        this(x, y, xInterval, yInterval, List.of(), List.of());
    }

    /** Creates a point without intervals. */
    public static XyPoint of(double x, double y) {
        return new XyPoint(x, y, Optional.empty(), Optional.empty());
    }

    /** Creates the point of a mean at x. */
    public static XyPoint of(double x, MeanEstimate y) {
        return new XyPoint(x, y.mean(), Optional.empty(), y.interval(), List.of(), y.few());
    }

    /** Creates the point of two means. */
    public static XyPoint of(MeanEstimate x, MeanEstimate y) {
        return new XyPoint(x.mean(), y.mean(), x.interval(), y.interval(), x.few(), y.few());
    }

    /** {@return x and the ends of its interval} */
    DoubleStream xExtent() {
        return extent(x, xInterval);
    }

    /** {@return y and the ends of its interval} */
    DoubleStream yExtent() {
        return extent(y, yInterval);
    }

    static DoubleStream extent(double value, Optional<Interval> interval) {
        return DoubleStream.concat(
                DoubleStream.of(value),
                interval.stream()
                        .flatMap(ends -> Stream.of(ends.low(), ends.high()))
                        .mapToDouble(Double::doubleValue));
    }
}
