package org.metricloss.core.engine;

import org.metricloss.core.array.Shape;

/** An array of 32-bit numbers on the host, row-major. */
public final class FloatArray {
    private final Shape shape;
    private final float[] values;

    private FloatArray(Shape shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * {@return the array}
     *
     * @param shape the shape
     * @param values the elements in row-major order, copied
     */
    public static FloatArray of(Shape shape, float... values) {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(
                    "shape %s needs %s values, got %s".formatted(shape, shape.elements(), values.length));
        }
        return new FloatArray(shape, values.clone());
    }

    /** {@return the shape} */
    public Shape shape() {
        return shape;
    }

    /** {@return a copy of the elements in row-major order} */
    public float[] toArray() {
        return values.clone();
    }
}
