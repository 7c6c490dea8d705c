package org.metricloss.results.figure;

import java.util.List;
import java.util.stream.IntStream;

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

    /** What a line shows well, and a page of many lines has room for. */
    static final int MOST_POINTS_OF_LINE = 120;

    /**
     * A line of at most {@value #MOST_POINTS_OF_LINE} points: of more, some evenly spread, the first and the last one included.
     *
     * @param name in the legend
     * @param style which colour and shape it has
     * @param points in order of the line
     */
    public static XySeries line(String name, int style, List<XyPoint> points) {
        int count = points.size();
        List<XyPoint> shown = count <= MOST_POINTS_OF_LINE
                ? points
                : IntStream.range(0, MOST_POINTS_OF_LINE)
                        .mapToObj(i -> points.get((int) ((long) i * (count - 1) / (MOST_POINTS_OF_LINE - 1))))
                        .toList();
        return new XySeries(name, style, Mark.LINE, shown);
    }

    /** @throws IllegalArgumentException if the style is negative */
    public XySeries {
        if (style < 0) {
            throw new IllegalArgumentException("style must be >= 0, got " + style);
        }
        points = List.copyOf(points);
    }
}
