package org.metricloss.results.figure;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Points and lines over two axes.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series the series that are drawn, at least one with a point
 */
public record XyChart(String id, String title, String caption, Axis x, Axis y, List<XySeries> series)
        implements Figure {
    /** @throws IllegalArgumentException if nothing is drawn, or a value or an end of an interval cannot be on its axis */
    public XyChart {
        Figure.requireId(id);
        series = List.copyOf(series);
        if (series.stream().allMatch(one -> one.points().isEmpty())) {
            throw new IllegalArgumentException("chart " + id + " must have a point");
        }
        for (XySeries one : series) {
            for (XyPoint point : one.points()) {
                point.xExtent().forEach(value -> requireOn(x, value, id));
                point.yExtent().forEach(value -> requireOn(y, value, id));
            }
        }
    }

    /** {@return the part of the horizontal axis that is shown} */
    public AxisRange xRange() {
        return AxisRange.of(x, extents(XyPoint::xExtent));
    }

    /** {@return the part of the vertical axis that is shown} */
    public AxisRange yRange() {
        return AxisRange.of(y, extents(XyPoint::yExtent));
    }

    private double[] extents(Function<XyPoint, DoubleStream> of) {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .flatMapToDouble(of)
                .toArray();
    }

    private static void requireOn(Axis axis, double value, String id) {
        if (axis.scale() == Axis.Scale.LOG && !(value > 0)) {
            throw new IllegalArgumentException("chart " + id + ": a logarithmic axis takes values > 0, got " + value);
        }
    }
}
