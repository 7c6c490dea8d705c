package org.metricloss.results.figure;

import java.util.List;

/**
 * Points that belong together.
 *
 * @param name in the legend
 * @param style which colour and shape it has, at least 0: the same number looks alike in every figure of a report
 * @param mark how it is drawn
 * @param points in order of the line
 */
public record XySeries(String name, int style, Mark mark, List<XyPoint> points) {
    /** How a series is drawn. Intervals are bars about points, and a band about a line. */
    public enum Mark {
        /** Shapes alone. */
        POINTS,
        /** Shapes, each with the series' name beside it. */
        LABELLED_POINTS,
        /** Shapes on a line. */
        LINE,
        /** A thin dashed line without shapes: fits, fronts, bars to reach. */
        GUIDE
    }

    /** @throws IllegalArgumentException where the style is negative */
    public XySeries {
        if (style < 0) {
            throw new IllegalArgumentException("style must be >= 0, got " + style);
        }
        points = List.copyOf(points);
    }
}
