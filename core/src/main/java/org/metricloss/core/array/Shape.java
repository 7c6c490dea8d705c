package org.metricloss.core.array;

import java.util.Arrays;

/** The sizes of a tensor's axes. A scalar has none; an axis may have size 0. */
public final class Shape {
    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * {@return the shape}
     *
     * @param sizes the size of each axis, each at least 0
     */
    public static Shape of(int... sizes) {
        for (int size : sizes) {
            if (!(size >= 0)) {
                throw new IllegalArgumentException("sizes must be >= 0, got " + Arrays.toString(sizes));
            }
        }
        return new Shape(sizes.clone());
    }

    /** {@return how many axes there are} */
    public int rank() {
        return sizes.length;
    }

    /**
     * {@return the axis' size}
     *
     * @param axis the axis, counted from 0; a negative one counts from the end
     */
    public int size(int axis) {
        return sizes[axis < 0 ? axis + sizes.length : axis];
    }

    /**
     * {@return the product of all sizes}
     *
     * @throws ArithmeticException if it is not below 2^31
     */
    public int elements() {
        int elements = 1;
        for (int size : sizes) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    /** {@return a copy of the sizes} */
    public int[] toArray() {
        return sizes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
