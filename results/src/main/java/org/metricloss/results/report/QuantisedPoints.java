package org.metricloss.results.report;

import org.metricloss.results.figure.EmbeddingFigure;

/**
 * Points of one panel in four characters each: x and y as one of {@value #LEVELS} levels between their least and greatest value,
 * each level as two characters of base 64. On a panel of 300 pixels a level is less than a tenth of a pixel.
 *
 * @param text the points one after another
 * @param range least x, greatest x, least y, greatest y; zeros without points
 */
record QuantisedPoints(String text, double[] range) {
    private static final int LEVELS = 4096;
    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    static QuantisedPoints of(EmbeddingFigure.Points points) {
        double[] range = new double[4];
        for (int i = 0; i < points.x().length; i++) {
            range[0] = i == 0 ? points.x()[i] : Math.min(range[0], points.x()[i]);
            range[1] = i == 0 ? points.x()[i] : Math.max(range[1], points.x()[i]);
            range[2] = i == 0 ? points.y()[i] : Math.min(range[2], points.y()[i]);
            range[3] = i == 0 ? points.y()[i] : Math.max(range[3], points.y()[i]);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < points.x().length; i++) {
            append(text, level(points.x()[i], range[0], range[1]));
            append(text, level(points.y()[i], range[2], range[3]));
        }
        return new QuantisedPoints(text.toString(), range);
    }

    /** The class of each point in the same two characters. */
    static String classes(int[] classes) {
        StringBuilder text = new StringBuilder();
        for (int one : classes) {
            append(text, one);
        }
        return text.toString();
    }

    private static int level(double value, double low, double high) {
        return high > low ? (int) Math.round((value - low) / (high - low) * (LEVELS - 1)) : 0;
    }

    private static void append(StringBuilder text, int level) {
        text.append(DIGITS.charAt(level >> 6)).append(DIGITS.charAt(level & 63));
    }
}
