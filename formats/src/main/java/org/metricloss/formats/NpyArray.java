package org.metricloss.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An array as NumPy stores it: C order, little-endian, float32, float64, int32 or int64. Immutable. */
public final class NpyArray {
    /** The types of the elements. */
    public enum Type {
        /** 32-bit floating point. */
        FLOAT32("<f4", Float.BYTES),
        /** 64-bit floating point. */
        FLOAT64("<f8", Double.BYTES),
        /** 32-bit integer. */
        INT32("<i4", Integer.BYTES),
        /** 64-bit integer. */
        INT64("<i8", Long.BYTES);

        private final String descriptor;
        private final int bytes;

        Type(String descriptor, int bytes) {
            this.descriptor = descriptor;
            this.bytes = bytes;
        }

        /** {@return NumPy's name of the type, such as {@code <f4}} */
        String descriptor() {
            return descriptor;
        }

        int bytes() {
            return bytes;
        }
    }

    private final Type type;
    private final int[] shape;
    private final byte[] data;

    /** Takes ownership of both arrays; the length of the data must match the shape. */
    NpyArray(Type type, int[] shape, byte[] data) {
        this.type = type;
        this.shape = shape;
        this.data = data;
    }

    /**
     * {@return the array}
     *
     * @param values the values in C order, copied
     * @param shape the lengths of the axes, each at least 0
     * @throws IllegalArgumentException if the shape does not hold as many values
     */
    public static NpyArray of(float[] values, int... shape) {
        ByteBuffer buffer = allocate(Type.FLOAT32, values.length, shape);
        buffer.asFloatBuffer().put(values);
        return new NpyArray(Type.FLOAT32, shape.clone(), buffer.array());
    }

    /**
     * {@return the array}
     *
     * @param values the values in C order, copied
     * @param shape the lengths of the axes, each at least 0
     * @throws IllegalArgumentException if the shape does not hold as many values
     */
    public static NpyArray of(double[] values, int... shape) {
        ByteBuffer buffer = allocate(Type.FLOAT64, values.length, shape);
        buffer.asDoubleBuffer().put(values);
        return new NpyArray(Type.FLOAT64, shape.clone(), buffer.array());
    }

    /**
     * {@return the array}
     *
     * @param values the values in C order, copied
     * @param shape the lengths of the axes, each at least 0
     * @throws IllegalArgumentException if the shape does not hold as many values
     */
    public static NpyArray of(int[] values, int... shape) {
        ByteBuffer buffer = allocate(Type.INT32, values.length, shape);
        buffer.asIntBuffer().put(values);
        return new NpyArray(Type.INT32, shape.clone(), buffer.array());
    }

    /**
     * {@return the array}
     *
     * @param values the values in C order, copied
     * @param shape the lengths of the axes, each at least 0
     * @throws IllegalArgumentException if the shape does not hold as many values
     */
    public static NpyArray of(long[] values, int... shape) {
        ByteBuffer buffer = allocate(Type.INT64, values.length, shape);
        buffer.asLongBuffer().put(values);
        return new NpyArray(Type.INT64, shape.clone(), buffer.array());
    }

    /** {@return the type of the elements} */
    public Type type() {
        return type;
    }

    /** {@return a copy of the lengths of the axes} */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * {@return a copy of the values in C order}
     *
     * @throws IllegalStateException if the elements are of another type
     */
    public float[] floats() {
        float[] values = new float[length(Type.FLOAT32)];
        buffer().asFloatBuffer().get(values);
        return values;
    }

    /**
     * {@return a copy of the values in C order}
     *
     * @throws IllegalStateException if the elements are of another type
     */
    public int[] ints() {
        int[] values = new int[length(Type.INT32)];
        buffer().asIntBuffer().get(values);
        return values;
    }

    /**
     * {@return a copy of the values in C order}
     *
     * @throws IllegalStateException if the elements are of another type
     */
    public long[] longs() {
        long[] values = new long[length(Type.INT64)];
        buffer().asLongBuffer().get(values);
        return values;
    }

    /**
     * {@return a copy of the values in C order}
     *
     * @throws IllegalStateException if the elements are of another type
     */
    public double[] doubles() {
        double[] values = new double[length(Type.FLOAT64)];
        buffer().asDoubleBuffer().get(values);
        return values;
    }

    /** Returns the stored bytes, not a copy. They are for writing only and must not be changed. */
    byte[] data() {
        return data;
    }

    private int length(Type wanted) {
        if (type != wanted) {
            throw new IllegalStateException("the array holds " + type + ", not " + wanted);
        }
        return data.length / type.bytes;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer allocate(Type type, int length, int[] shape) {
        long product = 1;
        for (int axis : shape) {
            product = axis < 0 ? -1 : Math.multiplyExact(product, axis);
        }
        if (product != length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + length + " values");
        }
        return ByteBuffer.allocate(Math.multiplyExact(length, type.bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
