package org.metricloss.core.array;

/** The type of a tensor's elements. */
public enum DataType {
    /** 32-bit floating point, the type of training. */
    FLOAT32,
    /** 64-bit floating point, the type in which losses are checked. */
    FLOAT64,
    /** 64-bit integer, the type of labels, indices and counts. */
    INT64,
    /** Truth values, the type of masks. */
    BOOL;

    /** {@return whether tensors of this type can carry a gradient} */
    public boolean isFloating() {
        return this == FLOAT32 || this == FLOAT64;
    }

    /**
     * Rounds a number as an engine does for tensors of this type.
     *
     * @param number any number
     * @return the nearest of this type, which is floating
     */
    public double rounded(double number) {
        return switch (this) {
            case FLOAT32 -> (float) number;
            case FLOAT64 -> number;
            default -> throw new IllegalStateException("%s is not a floating-point type".formatted(this));
        };
    }
}
