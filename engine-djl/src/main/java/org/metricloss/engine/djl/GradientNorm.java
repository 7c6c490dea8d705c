package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.OptionalDouble;

/** The Euclidean norm of all gradients as one vector. DJL's own clipping clamps single elements, and from above only. */
final class GradientNorm {
    private GradientNorm() {}

    /**
     * {@return the factor that brings the gradients to that length, 1 where they are not longer}
     *
     * @param clipNorm the longest that the gradients may be, if there is a limit
     * @param weights arrays with gradients attached
     */
    static float shortening(OptionalDouble clipNorm, List<? extends NDArray> weights) {
        if (clipNorm.isEmpty()) {
            return 1;
        }
        double squared = 0;
        for (NDArray weight : weights) {
            try (NDArray gradient = weight.getGradient();
                    NDArray squares = gradient.square();
                    NDArray sum = squares.sum()) {
                squared += sum.getFloat();
            }
        }
        double norm = Math.sqrt(squared);
        return norm > clipNorm.getAsDouble() ? (float) (clipNorm.getAsDouble() / norm) : 1;
    }
}
