package org.metricloss.core.host;

/**
 * Loops over a range of an array, in each type of a {@link Row}. Each has one statement and no branch, so that it is
 * compiled to vector operations.
 */
final class RangeLoops {
    private RangeLoops() {}

    static float max(float[] values, int from, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = from; j < to; j++) {
            largest = Math.max(largest, values[j]);
        }
        return largest;
    }

    static double max(double[] values, int from, int to) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = from; j < to; j++) {
            largest = Math.max(largest, values[j]);
        }
        return largest;
    }

    static float min(float[] values, int from, int to) {
        float smallest = Float.POSITIVE_INFINITY;
        for (int j = from; j < to; j++) {
            smallest = Math.min(smallest, values[j]);
        }
        return smallest;
    }

    static double min(double[] values, int from, int to) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = from; j < to; j++) {
            smallest = Math.min(smallest, values[j]);
        }
        return smallest;
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

    /** {@return whether a denominator is 0; found apart, so that the division is compiled to vector operations} */
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
