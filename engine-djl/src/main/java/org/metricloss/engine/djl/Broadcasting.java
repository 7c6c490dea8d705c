package org.metricloss.engine.djl;

import ai.djl.ndarray.types.Shape;

/** NumPy's rule for the shape of an operation between two arrays, for operations that DJL does not broadcast. */
final class Broadcasting {
    private Broadcasting() {}

    /**
     * {@return the common shape}
     *
     * @throws IllegalArgumentException if there is none
     */
    static Shape of(Shape left, Shape right) {
        int rank = Math.max(left.dimension(), right.dimension());
        long[] common = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long a = i <= left.dimension() ? left.get(left.dimension() - i) : 1;
            long b = i <= right.dimension() ? right.get(right.dimension() - i) : 1;
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException("shapes do not broadcast: %s and %s".formatted(left, right));
            }
            common[rank - i] = a == 1 ? b : a;
        }
        return new Shape(common);
    }
}
