package org.metricloss.results.figure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A series of points.
 *
 * @param name its name in the legend
 * @param style the number of its colour and shape, at least 0; the same number looks the same in every figure of a
 *     report
 * @param mark how it is drawn
 * @param points the points in the order of the line
 */
public record XySeries(String name, int style, Mark mark, List<XyPoint> points) {
    /** How a series is drawn. Intervals are bars around points, and a band around a line. */
    public enum Mark {
        /** Shapes only. */
        POINTS,
        /** Shapes, each with the series' name beside it. */
        LABELLED_POINTS,
        /** Small open shapes: the single values behind the point of the series of the same name. They have no entry in the legend. */
        SINGLES,
        /** Shapes on a line. */
        LINE,
        /** A thin dashed line without shapes, for fits, fronts and thresholds. */
        GUIDE
    }

    /** The most points of a line, which keeps lines readable and pages with many lines small. */
    static final int MOST_POINTS_OF_LINE = 120;

    /**
     * Creates a line of at most {@value #MOST_POINTS_OF_LINE} points. Of more points it shows evenly spread ones,
     * including the first and the last.
     *
     * @param name its name in the legend
     * @param style the number of its colour and shape
     * @param points the points in the order of the line
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
