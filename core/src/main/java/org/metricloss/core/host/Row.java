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

    /** {@return FLOAT32 or FLOAT64} */
    public DataType type() {
        return singles != null ? DataType.FLOAT32 : DataType.FLOAT64;
    }

    /**
     * Copies the numbers of a range.
     *
     * @param from the first place
     * @param to one past the last place
     * @param target gets the numbers from index {@code at} on
     * @param at the first index
     */
    public void copy(int from, int to, double[] target, int at) {
        if (singles == null) {
            System.arraycopy(doubles, from, target, at, to - from);
            return;
        }
        for (int k = 0; k < to - from; k++) {
            target[at + k] = singles[from + k];
        }
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
        return singles != null ? RangeLoops.max(singles, from, to) : RangeLoops.max(doubles, from, to);
    }

    /**
     * {@return the smallest number of a range; NaN if one is NaN, infinity if the range is empty}
     *
     * @param from the first place
     * @param to one past the last place
     */
    public double min(int from, int to) {
        return singles != null ? RangeLoops.min(singles, from, to) : RangeLoops.min(doubles, from, to);
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
            RangeLoops.multiply(singles, from, to, (float) factor, target.singles);
        } else {
            RangeLoops.multiply(doubles, from, to, factor, target.doubles);
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
            RangeLoops.multiply(singles, from, to, (float) factor);
        } else {
            RangeLoops.multiply(doubles, from, to, factor);
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
            RangeLoops.multiply(singles, from, to, others.singles, (float) factor);
        } else {
            RangeLoops.multiply(doubles, from, to, others.doubles, factor);
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
            RangeLoops.add(singles, from, to, (float) number);
        } else {
            RangeLoops.add(doubles, from, to, number);
        }
    }

    /**
     * Adds the numbers of another row to those of a range.
     *
     * @param from the first place
     * @param to one past the last place
     * @param others a row of the same type
     */
    public void add(int from, int to, Row others) {
        if (singles != null) {
            RangeLoops.add(singles, from, to, others.singles);
        } else {
            RangeLoops.add(doubles, from, to, others.doubles);
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
                ? RangeLoops.divide(singles, from, to, denominators.singles)
                : RangeLoops.divide(doubles, from, to, denominators.doubles);
        if (zero) {
            for (int j = from; j < to; j++) {
                if (denominators.get(j) == 0) {
                    set(j, 0);
                }
            }
        }
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
            RangeLoops.sqrt(singles, from, to);
        } else {
            RangeLoops.sqrt(doubles, from, to);
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
