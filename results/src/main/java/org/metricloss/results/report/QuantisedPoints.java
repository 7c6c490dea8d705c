package org.metricloss.results.report;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.metricloss.results.figure.PlanePoint;

/**
 * The points of one panel in four characters each. Each of x and y is one of {@value #LEVELS} levels between its least
 * and greatest value, and each level is two characters of base 64. On a panel of 300 pixels a level is less than a
 * tenth of a pixel.
 *
 * @param text the points one after another
 * @param range least x, greatest x, least y, greatest y; zeros if there are no points
 */
record QuantisedPoints(String text, double[] range) {
    private static final int LEVELS = 4096;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    static QuantisedPoints of(List<PlanePoint> points) {
        double[] x = range(points, PlanePoint::x);
        double[] y = range(points, PlanePoint::y);
        StringBuilder text = new StringBuilder();
        for (PlanePoint point : points) {
            append(text, level(point.x(), x[0], x[1]));
            append(text, level(point.y(), y[0], y[1]));
        }
        return new QuantisedPoints(text.toString(), new double[] {x[0], x[1], y[0], y[1]});
    }

    /** Returns the index of each point's class among these labels, also in two characters each. */
    static String classes(List<PlanePoint> points, List<Integer> labels) {
        StringBuilder text = new StringBuilder();
        points.forEach(point -> append(text, labels.indexOf(point.label())));
        return text.toString();
    }

    private static double[] range(List<PlanePoint> points, ToDoubleFunction<PlanePoint> of) {
        return new double[] {
            points.stream().mapToDouble(of).min().orElse(0),
            points.stream().mapToDouble(of).max().orElse(0)
        };
    }

    private static int level(double value, double low, double high) {
        return high > low ? (int) Math.round((value - low) / (high - low) * (LEVELS - 1)) : 0;
    }

    private static void append(StringBuilder text, int level) {
        text.append(DIGITS.charAt(level >> 6)).append(DIGITS.charAt(level & 63));
    }
}
