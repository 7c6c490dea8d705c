package org.metricloss.core.array;

/** The type of a tensor's elements. */
public enum DataType {
    /** 32-bit floating point: what networks are trained in. */
    FLOAT32,
    /** 64-bit floating point: what losses are checked in. */
    FLOAT64,
    /** 64-bit integer: labels, indices and counts. */
    INT64,
    /** Truth values: masks. */
    BOOL;

    /** {@return whether tensors of this type can carry a gradient} */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /**
     * Rounds as an engine does that is given a number for tensors of this type.
     *
     * @param number any number
     * @return the nearest of this type, which is floating
     */
    public double rounded(double number) {
        return switch (this) {
            case FLOAT32 -> (float) number;
            case FLOAT64 -> number;
            default -> throw new IllegalStateException("%s is no floating-point type".formatted(this));
        };
    }
}
