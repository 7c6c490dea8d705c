package org.metricloss.core.host;

import java.util.Arrays;
import org.metricloss.core.array.DataType;

/**
 * A buffer of numbers in the type of an engine's array, for one thread. Loops over it run at the speed of that type,
 * and copies from or to an array of that type convert nothing.
 */
public final class Row {
    private final float[] singles;
    private final double[] doubles;

    /**
     * Creates a buffer.
     *
     * @param type FLOAT32 or FLOAT64
     * @param length how many numbers, all 0 at first
     */
    public Row(DataType type, int length) {
        singles = type == DataType.FLOAT32 ? new float[length] : null;
        doubles = type == DataType.FLOAT64 ? new double[length] : null;
        if (singles == null && doubles == null) {
            throw new IllegalArgumentException("a row holds floating-point numbers, got " + type);
        }
    }

    /** {@return the numbers themselves if they are FLOAT32, else null} */
    public float[] singles() {
        return singles;
    }

    /** {@return the numbers themselves if they are FLOAT64, else null} */
    public double[] doubles() {
        return doubles;
    }

    /** {@return the number at a place} */
    public double get(int place) {
        return singles != null ? singles[place] : doubles[place];
    }

    /**
     * Sets one number.
     *
     * @param place a place
     * @param value its new value, rounded to the type
     */
    public void set(int place, double value) {
        if (singles != null) {
            singles[place] = (float) value;
        } else {
            doubles[place] = value;
        }
    }

    /** {@return the number, rounded to the type} */
    public double rounded(double value) {
        return singles != null ? (float) value : value;
    }

    /**
     * {@return the largest number of a range; NaN if one is NaN, negative infinity if the range is empty}
     *
     * @param from the first place
     * @param to one past the last place
     */
    public double max(int from, int to) {
        return singles != null ? max(singles, from, to) : max(doubles, from, to);
    }

    private static float max(float[] values, int from, int to) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = from; j < to; j++) {
            largest = Math.max(largest, values[j]);
        }
        return largest;
    }

    private static double max(double[] values, int from, int to) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = from; j < to; j++) {
            largest = Math.max(largest, values[j]);
        }
        return largest;
    }

    /**
     * {@return the smallest number of a range; NaN if one is NaN, infinity if the range is empty}
     *
     * @param from the first place
     * @param to one past the last place
     */
    public double min(int from, int to) {
        return singles != null ? min(singles, from, to) : min(doubles, from, to);
    }

    private static float min(float[] values, int from, int to) {
        float smallest = Float.POSITIVE_INFINITY;
        for (int j = from; j < to; j++) {
            smallest = Math.min(smallest, values[j]);
        }
        return smallest;
    }

    private static double min(double[] values, int from, int to) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int j = from; j < to; j++) {
            smallest = Math.min(smallest, values[j]);
        }
        return smallest;
    }

    /**
     * Copies the numbers of a range, each times a factor.
     *
     * @param from the first place
     * @param to one past the last place
     * @param factor what each is multiplied by, rounded to the type
     * @param target a row of the same type, which receives the products at the same places
     */
    public void multiply(int from, int to, double factor, Row target) {
        if (singles != null) {
            multiply(singles, from, to, (float) factor, target.singles);
        } else {
            multiply(doubles, from, to, factor, target.doubles);
        }
    }

    private static void multiply(float[] values, int from, int to, float factor, float[] products) {
        for (int j = from; j < to; j++) {
            products[j] = values[j] * factor;
        }
    }

    private static void multiply(double[] values, int from, int to, double factor, double[] products) {
        for (int j = from; j < to; j++) {
            products[j] = values[j] * factor;
        }
    }

    /**
     * Multiplies the numbers of a range.
     *
     * @param from the first place
     * @param to one past the last place
     * @param factor what each is multiplied by, rounded to the type
     */
    public void multiply(int from, int to, double factor) {
        if (singles != null) {
            multiply(singles, from, to, (float) factor);
        } else {
            multiply(doubles, from, to, factor);
        }
    }

    private static void multiply(float[] values, int from, int to, float factor) {
        for (int j = from; j < to; j++) {
            values[j] *= factor;
        }
    }

    private static void multiply(double[] values, int from, int to, double factor) {
        for (int j = from; j < to; j++) {
            values[j] *= factor;
        }
    }

    /**
     * Multiplies the numbers of a range by those of another row and by a factor.
     *
     * @param from the first place
     * @param to one past the last place
     * @param others a row of the same type
     * @param factor the factor, rounded to the type
     */
    public void multiply(int from, int to, Row others, double factor) {
        if (singles != null) {
            multiply(singles, from, to, others.singles, (float) factor);
        } else {
            multiply(doubles, from, to, others.doubles, factor);
        }
    }

    private static void multiply(float[] values, int from, int to, float[] others, float factor) {
        for (int j = from; j < to; j++) {
            values[j] *= others[j] * factor;
        }
    }

    private static void multiply(double[] values, int from, int to, double[] others, double factor) {
        for (int j = from; j < to; j++) {
            values[j] *= others[j] * factor;
        }
    }

    /**
     * Adds a number to those of a range.
     *
     * @param from the first place
     * @param to one past the last place
     * @param number the number, rounded to the type
     */
    public void add(int from, int to, double number) {
        if (singles != null) {
            float rounded = (float) number;
            for (int j = from; j < to; j++) {
                singles[j] += rounded;
            }
        } else {
            for (int j = from; j < to; j++) {
                doubles[j] += number;
            }
        }
    }

    /**
     * Divides the numbers of a range.
     *
     * @param from the first place
     * @param to one past the last place
     * @param denominators a row of the same type, at least 0 at these places; a quotient is 0 where the denominator is
     */
    public void divideOrZero(int from, int to, Row denominators) {
        boolean zero = singles != null
                ? divide(singles, from, to, denominators.singles)
                : divide(doubles, from, to, denominators.doubles);
        if (zero) {
            for (int j = from; j < to; j++) {
                if (denominators.get(j) == 0) {
                    set(j, 0);
                }
            }
        }
    }

    /** {@return whether a denominator is 0; found apart, so that the division is compiled to vector operations} */
    private static boolean divide(float[] values, int from, int to, float[] denominators) {
        for (int j = from; j < to; j++) {
            values[j] /= denominators[j];
        }
        return min(denominators, from, to) <= 0;
    }

    private static boolean divide(double[] values, int from, int to, double[] denominators) {
        for (int j = from; j < to; j++) {
            values[j] /= denominators[j];
        }
        return min(denominators, from, to) <= 0;
    }

    /**
     * Sets the numbers of a range to 0.
     *
     * @param from the first place
     * @param to one past the last place
     */
    public void clear(int from, int to) {
        if (singles != null) {
            Arrays.fill(singles, from, to, 0);
        } else {
            Arrays.fill(doubles, from, to, 0);
        }
    }

    /**
     * Replaces the numbers of a range by their square roots.
     *
     * @param from the first place
     * @param to one past the last place
     */
    public void sqrt(int from, int to) {
        if (singles != null) {
            sqrt(singles, from, to);
        } else {
            sqrt(doubles, from, to);
        }
    }

    private static void sqrt(float[] values, int from, int to) {
        for (int j = from; j < to; j++) {
            values[j] = (float) Math.sqrt(values[j]);
        }
    }

    private static void sqrt(double[] values, int from, int to) {
        for (int j = from; j < to; j++) {
            values[j] = Math.sqrt(values[j]);
        }
    }

    /**
     * {@return the sum of a range in double, 0 if it is empty}
     *
     * @param from the first place
     * @param to one past the last place
     */
    public double sum(int from, int to) {
        return singles != null ? Sums.of(singles, from, to) : Sums.of(doubles, from, to);
    }

    /**
     * Reads the numbers at some places.
     *
     * @param places holds the places first
     * @param count how many they are
     * @param values gets their numbers
     */
    public void gather(int[] places, int count, double[] values) {
        if (singles != null) {
            for (int k = 0; k < count; k++) {
                values[k] = singles[places[k]];
            }
        } else {
            for (int k = 0; k < count; k++) {
                values[k] = doubles[places[k]];
            }
        }
    }

    /**
     * Writes numbers to some places, rounded to the type.
     *
     * @param places holds the places first
     * @param count how many they are
     * @param values holds their numbers
     */
    public void scatter(int[] places, int count, double[] values) {
        if (singles != null) {
            for (int k = 0; k < count; k++) {
                singles[places[k]] = (float) values[k];
            }
        } else {
            for (int k = 0; k < count; k++) {
                doubles[places[k]] = values[k];
            }
        }
    }
}
