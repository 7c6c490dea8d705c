package org.metricloss.core.pair;

import org.metricloss.core.host.Row;

/** What near pairs are computed from: the differences of two rows, in the rows' type, which loses no digit of theirs. */
final class Differences {
    private Differences() {}

    /**
     * @param a a row of d numbers
     * @param b another
     * @param squares overwritten, d numbers
     * @return |a - b|^2, the same for (a, b) as for (b, a), and exactly 0 for equal rows
     */
    static double squared(Row a, Row b, Row squares) {
        return squares.singles() != null
                ? squared(a.singles(), b.singles(), squares.singles())
                : squared(a.doubles(), b.doubles(), squares.doubles(), squares);
    }

    /**
     * The first loop is compiled to vector operations: one index, no sum. The second adds up eight sums side by side and in float,
     * since to convert every square would take longer than all else: relative to the sum that is d / 8 roundings at most.
     */
    private static double squared(float[] a, float[] b, float[] squares) {
        for (int k = 0; k < squares.length; k++) {
            float difference = a[k] - b[k];
            squares[k] = difference * difference;
        }
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        float sum4 = 0;
        float sum5 = 0;
        float sum6 = 0;
        float sum7 = 0;
        int k = 0;
        for (; k + 8 <= squares.length; k += 8) {
            sum0 += squares[k];
            sum1 += squares[k + 1];
            sum2 += squares[k + 2];
            sum3 += squares[k + 3];
            sum4 += squares[k + 4];
            sum5 += squares[k + 5];
            sum6 += squares[k + 6];
            sum7 += squares[k + 7];
        }
        for (; k < squares.length; k++) {
            sum0 += squares[k];
        }
        return ((double) sum0 + sum1) + ((double) sum2 + sum3) + ((double) sum4 + sum5) + ((double) sum6 + sum7);
    }

    private static double squared(double[] a, double[] b, double[] squares, Row row) {
        for (int k = 0; k < squares.length; k++) {
            double difference = a[k] - b[k];
            squares[k] = difference * difference;
        }
        return row.sum(0, squares.length);
    }

    /**
     * Adds weight (a - b) to one row and takes it from another.
     *
     * @param to is added to
     * @param from is taken from
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
