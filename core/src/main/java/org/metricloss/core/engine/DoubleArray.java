package org.metricloss.core.engine;

import org.metricloss.core.array.Shape;

/** An array of 64-bit numbers on the host, row-major. */
public final class DoubleArray {
    private final Shape shape;
    private final double[] values;

    private DoubleArray(Shape shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * {@return the array}
     *
     * @param shape the shape
     * @param values the elements in row-major order, copied
     */
    public static DoubleArray of(Shape shape, double... values) {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(
                    "shape %s needs %s values, got %s".formatted(shape, shape.elements(), values.length));
        }
        return new DoubleArray(shape, values.clone());
    }

    /** {@return the shape} */
    public Shape shape() {
        return shape;
    }

    /** {@return a copy of the elements in row-major order} */
    public double[] toArray() {
        return values.clone();
    }
}
