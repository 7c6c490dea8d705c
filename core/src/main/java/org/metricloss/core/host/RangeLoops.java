package org.metricloss.core.host;

/**
 * Loops over a range of an array, in each type of a {@link Row}. Each has one statement and no branch, so that it is
 * compiled to vector operations; extremes are found in four parts, since a comparison has to wait for the one before it.
 */
final class RangeLoops {
    private RangeLoops() {}

    static float max(float[] values, int from, int to) {
        float found0 = Float.NEGATIVE_INFINITY;
        float found1 = Float.NEGATIVE_INFINITY;
        float found2 = Float.NEGATIVE_INFINITY;
        float found3 = Float.NEGATIVE_INFINITY;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            found0 = Math.max(found0, values[j]);
            found1 = Math.max(found1, values[j + 1]);
            found2 = Math.max(found2, values[j + 2]);
            found3 = Math.max(found3, values[j + 3]);
        }
        for (; j < to; j++) {
            found0 = Math.max(found0, values[j]);
        }
        return Math.max(Math.max(found0, found1), Math.max(found2, found3));
    }

    static double max(double[] values, int from, int to) {
        double found0 = Double.NEGATIVE_INFINITY;
        double found1 = Double.NEGATIVE_INFINITY;
        double found2 = Double.NEGATIVE_INFINITY;
        double found3 = Double.NEGATIVE_INFINITY;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            found0 = Math.max(found0, values[j]);
            found1 = Math.max(found1, values[j + 1]);
            found2 = Math.max(found2, values[j + 2]);
            found3 = Math.max(found3, values[j + 3]);
        }
        for (; j < to; j++) {
            found0 = Math.max(found0, values[j]);
        }
        return Math.max(Math.max(found0, found1), Math.max(found2, found3));
    }

    static float min(float[] values, int from, int to) {
        float found0 = Float.POSITIVE_INFINITY;
        float found1 = Float.POSITIVE_INFINITY;
        float found2 = Float.POSITIVE_INFINITY;
        float found3 = Float.POSITIVE_INFINITY;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            found0 = Math.min(found0, values[j]);
            found1 = Math.min(found1, values[j + 1]);
            found2 = Math.min(found2, values[j + 2]);
            found3 = Math.min(found3, values[j + 3]);
        }
        for (; j < to; j++) {
            found0 = Math.min(found0, values[j]);
        }
        return Math.min(Math.min(found0, found1), Math.min(found2, found3));
    }

    static double min(double[] values, int from, int to) {
        double found0 = Double.POSITIVE_INFINITY;
        double found1 = Double.POSITIVE_INFINITY;
        double found2 = Double.POSITIVE_INFINITY;
        double found3 = Double.POSITIVE_INFINITY;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            found0 = Math.min(found0, values[j]);
            found1 = Math.min(found1, values[j + 1]);
            found2 = Math.min(found2, values[j + 2]);
            found3 = Math.min(found3, values[j + 3]);
        }
        for (; j < to; j++) {
            found0 = Math.min(found0, values[j]);
        }
        return Math.min(Math.min(found0, found1), Math.min(found2, found3));
    }

    static void multiply(float[] values, int from, int to, float factor, float[] products) {
        for (int j = from; j < to; j++) {
            products[j] = values[j] * factor;
        }
    }

    static void multiply(double[] values, int from, int to, double factor, double[] products) {
        for (int j = from; j < to; j++) {
            products[j] = values[j] * factor;
        }
    }

    static void multiply(float[] values, int from, int to, float factor) {
        for (int j = from; j < to; j++) {
            values[j] *= factor;
        }
    }

    static void multiply(double[] values, int from, int to, double factor) {
        for (int j = from; j < to; j++) {
            values[j] *= factor;
        }
    }

    static void multiply(float[] values, int from, int to, float[] others, float factor) {
        for (int j = from; j < to; j++) {
            values[j] *= others[j] * factor;
        }
    }

    static void multiply(double[] values, int from, int to, double[] others, double factor) {
        for (int j = from; j < to; j++) {
            values[j] *= others[j] * factor;
        }
    }

    static void add(float[] values, int from, int to, float[] others) {
        for (int j = from; j < to; j++) {
            values[j] += others[j];
        }
    }

    static void add(double[] values, int from, int to, double[] others) {
        for (int j = from; j < to; j++) {
            values[j] += others[j];
        }
    }

    /**
     * {@return whether a denominator is 0; checked separately, so that the division is compiled to vector operations}
     */
    static boolean divide(float[] values, int from, int to, float[] denominators) {
        for (int j = from; j < to; j++) {
            values[j] /= denominators[j];
        }
        return min(denominators, from, to) <= 0;
    }

    static boolean divide(double[] values, int from, int to, double[] denominators) {
        for (int j = from; j < to; j++) {
            values[j] /= denominators[j];
        }
        return min(denominators, from, to) <= 0;
    }

    static void sqrt(float[] values, int from, int to) {
        for (int j = from; j < to; j++) {
            values[j] = (float) Math.sqrt(values[j]);
        }
    }

    static void sqrt(double[] values, int from, int to) {
        for (int j = from; j < to; j++) {
            values[j] = Math.sqrt(values[j]);
        }
    }

    static void add(float[] values, int from, int to, float number) {
        for (int j = from; j < to; j++) {
            values[j] += number;
        }
    }

    static void add(double[] values, int from, int to, double number) {
        for (int j = from; j < to; j++) {
            values[j] += number;
        }
    }
}
