package org.metricloss.core.pair;

import org.metricloss.core.host.Row;
import org.metricloss.core.host.Sums;

/** Computes near pairs from the differences of two rows, which are exact enough in the type of the rows. */
final class Differences {
    private Differences() {}

    /**
     * {@return |a - b|^2, the same for (a, b) as for (b, a), and exactly 0 for equal rows}
     *
     * @param a a row of d numbers
     * @param b another row of d numbers
     * @param squares overwritten, d numbers
     */
    static double squared(Row a, Row b, Row squares) {
        return squares.singles() != null
                ? squared(a.singles(), b.singles(), squares.singles())
                : squared(a.doubles(), b.doubles(), squares.doubles(), squares);
    }

    /**
     * The loop has one index and no sum, so that it is compiled to vector operations. Converting every square to
     * double would take longer than everything else.
     */
    private static double squared(float[] a, float[] b, float[] squares) {
        for (int k = 0; k < squares.length; k++) {
            float difference = a[k] - b[k];
            squares[k] = difference * difference;
        }
        return Sums.inFloat(squares);
    }

    private static double squared(double[] a, double[] b, double[] squares, Row row) {
        for (int k = 0; k < squares.length; k++) {
            double difference = a[k] - b[k];
            squares[k] = difference * difference;
        }
        return row.sum(0, squares.length);
    }

    /**
     * Adds weight (a - b) to one row and subtracts it from another.
     *
     * @param to the row that is added to
     * @param from the row that is subtracted from
     */
    static void move(Row a, Row b, double weight, Row to, Row from) {
        if (a.singles() != null) {
            move(a.singles(), b.singles(), (float) weight, to.singles(), from.singles());
        } else {
            move(a.doubles(), b.doubles(), weight, to.doubles(), from.doubles());
        }
    }

    private static void move(float[] a, float[] b, float weight, float[] to, float[] from) {
        for (int k = 0; k < a.length; k++) {
            float moved = weight * (a[k] - b[k]);
            to[k] += moved;
            from[k] -= moved;
        }
    }

    private static void move(double[] a, double[] b, double weight, double[] to, double[] from) {
        for (int k = 0; k < a.length; k++) {
            double moved = weight * (a[k] - b[k]);
            to[k] += moved;
            from[k] -= moved;
        }
    }
}
