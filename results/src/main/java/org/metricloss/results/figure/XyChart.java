package org.metricloss.results.figure;

import java.util.List;

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
    /** @throws IllegalArgumentException if nothing is drawn, or a value cannot be on its logarithmic axis */
    public XyChart {
        Figure.requireId(id);
        series = List.copyOf(series);
        if (series.stream().allMatch(one -> one.points().isEmpty())) {
            throw new IllegalArgumentException("chart " + id + " must have a point");
        }
        for (XySeries one : series) {
            for (XyPoint point : one.points()) {
                requireOn(x, point.x(), id);
                requireOn(y, point.y(), id);
            }
        }
    }

    private static void requireOn(Axis axis, double value, String id) {
        if (axis.scale() == Axis.Scale.LOG && !(value > 0)) {
            throw new IllegalArgumentException("chart " + id + ": a logarithmic axis takes values > 0, got " + value);
        }
    }
}
