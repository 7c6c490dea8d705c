package org.metricloss.core.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.metricloss.core.array.DataType;

/**
 * An engine's array as the host sees it: a row-major matrix in native memory, read and written a row at a time. A
 * vector is a matrix of one column, a scalar has one row and one column. Valid during the call it belongs to.
 *
 * <p>Several threads may read at once, and write different rows at once, each through a {@link Rows} of its own.
 */
public final class HostArray {
    private final DataType type;
    private final int rows;
    private final int columns;
    private final Object backing;
    private final FloatBuffer floats;
    private final DoubleBuffer doubles;
    private final LongBuffer longs;

    /**
     * Wraps memory of an engine.
     *
     * @param type any type but BOOL
     * @param rows the number of rows
     * @param columns the number of columns
     * @param memory rows * columns elements; the caller keeps it allocated
     * @param backing the engine's own object for the memory, kept reachable
     */
    public HostArray(DataType type, int rows, int columns, ByteBuffer memory, Object backing) {
        this.type = type;
        this.rows = rows;
        this.columns = columns;
        this.backing = backing;
        ByteBuffer ordered = memory.duplicate().order(ByteOrder.nativeOrder());
        floats = type == DataType.FLOAT32 ? ordered.asFloatBuffer() : null;
        doubles = type == DataType.FLOAT64 ? ordered.asDoubleBuffer() : null;
        longs = type == DataType.INT64 ? ordered.asLongBuffer() : null;
        if (floats == null && doubles == null && longs == null) {
            throw new IllegalArgumentException("plain Java functions can read only numbers, got an array of " + type);
        }
    }

    /** {@return the type of the elements} */
    public DataType type() {
        return type;
    }

    /** {@return the number of rows} */
    public int rows() {
        return rows;
    }

    /** {@return the number of columns} */
    public int columns() {
        return columns;
    }

    /** {@return the engine's own object for the memory} */
    public Object backing() {
        return backing;
    }

    /** {@return whether an element of a floating-point array is NaN or infinite} */
    public boolean anyNotFinite() {
        Row row = new Row(type, columns);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            read(i, row, 0);
            sum += 0 * row.sum(0, columns);
        }
        return Double.isNaN(sum);
    }

    /** {@return all elements of an INT64 array, as int} */
    public int[] toInts() {
        long[] read = new long[rows * columns];
        longs.get(0, read);
        int[] values = new int[read.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.toIntExact(read[i]);
        }
        return values;
    }

    /**
     * Writes one element, rounded to this array's type.
     *
     * @param index the element, counted row by row
     * @param value its value
     */
    public void set(int index, double value) {
        if (floats != null) {
            floats.put(index, (float) value);
        } else if (doubles != null) {
            doubles.put(index, value);
        } else {
            longs.put(index, (long) value);
        }
    }

    /**
     * Reads without converting.
     *
     * @param row the row
     * @param column the first column
     * @param count how many columns
     * @param overwritten of this array's type; gets these elements from place {@code at} on
     * @param at the first place
     */
    public void read(int row, int column, int count, Row overwritten, int at) {
        if (floats != null) {
            floats.get(row * columns + column, overwritten.singles(), at, count);
        } else {
            doubles.get(row * columns + column, overwritten.doubles(), at, count);
        }
    }

    /**
     * Writes without converting.
     *
     * @param row the row
     * @param column the first column
     * @param count how many columns
     * @param values of this array's type; holds these elements from place {@code at} on
     * @param at the first place
     */
    public void write(int row, int column, int count, Row values, int at) {
        if (floats != null) {
            floats.put(row * columns + column, values.singles(), at, count);
        } else {
            doubles.put(row * columns + column, values.doubles(), at, count);
        }
    }

    /**
     * Reads a whole row without converting.
     *
     * @param row the row
     * @param overwritten of this array's type; gets the row's elements from place {@code at} on
     * @param at the first place
     */
    public void read(int row, Row overwritten, int at) {
        read(row, 0, columns, overwritten, at);
    }

    /**
     * Writes a whole row without converting.
     *
     * @param row the row
     * @param values of this array's type; holds the row's elements from place {@code at} on
     * @param at the first place
     */
    public void write(int row, Row values, int at) {
        write(row, 0, columns, values, at);
    }

    /** {@return reads and writes rows as double, for one thread} */
    public Rows cursor() {
        return new Rows();
    }

    /** {@return this whole array as a factor of a product} */
    public Factor factor() {
        return new Factor(this, 0, rows, false);
    }

    /**
     * {@return those rows as a factor of a product}
     *
     * @param from the first row
     * @param to one past the last row
     */
    public Factor factor(int from, int to) {
        return new Factor(this, from, to, false);
    }

    /**
     * Some rows of an array as a factor of a product.
     *
     * @param array the array, floating point
     * @param from the first row
     * @param to one past the last row
     * @param transposed whether the factor is the transpose of the rows
     */
    public record Factor(HostArray array, int from, int to, boolean transposed) {
        /** {@return the transposed factor} */
        public Factor transpose() {
            return new Factor(array, from, to, !transposed);
        }

        /** {@return the number of rows of the factor, after transposition} */
        public int height() {
            return transposed ? array.columns : to - from;
        }

        /** {@return the number of columns of the factor, after transposition} */
        public int width() {
            return transposed ? to - from : array.columns;
        }
    }

    /** Reads and writes rows of a floating-point array as double, for one thread. */
    public final class Rows {
        private final float[] single = floats == null ? null : new float[columns];

        private Rows() {}

        /**
         * Reads a row.
         *
         * @param row the row
         * @param overwritten gets the row's elements from index {@code at} on
         * @param at the first index
         */
        public void read(int row, double[] overwritten, int at) {
            read(row, 0, columns, overwritten, at);
        }

        /**
         * Reads a part of a row.
         *
         * @param row the row
         * @param column the first column
         * @param count how many columns
         * @param overwritten gets these elements from index {@code at} on
         * @param at the first index
         */
        public void read(int row, int column, int count, double[] overwritten, int at) {
            if (single == null) {
                doubles.get(row * columns + column, overwritten, at, count);
                return;
            }
            floats.get(row * columns + column, single, 0, count);
            for (int j = 0; j < count; j++) {
                overwritten[at + j] = single[j];
            }
        }

        /**
         * Writes a row.
         *
         * @param row the row
         * @param values holds the row's elements from index {@code at} on; rounded to this array's type
         * @param at the first index
         */
        public void write(int row, double[] values, int at) {
            write(row, 0, columns, values, at);
        }

        /**
         * Writes a part of a row.
         *
         * @param row the row
         * @param column the first column
         * @param count how many columns
         * @param values holds these elements from index {@code at} on; rounded to this array's type
         * @param at the first index
         */
        public void write(int row, int column, int count, double[] values, int at) {
            if (single == null) {
                doubles.put(row * columns + column, values, at, count);
                return;
            }
            for (int j = 0; j < count; j++) {
                single[j] = (float) values[at + j];
            }
            floats.put(row * columns + column, single, 0, count);
        }
    }
}
