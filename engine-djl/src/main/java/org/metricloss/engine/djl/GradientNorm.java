package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The Euclidean norm of all gradients as one vector. The clipping of DJL clamps single elements, and only from above.
 */
final class GradientNorm {
    private GradientNorm() {}

    /**
     * {@return the factor that scales the gradients to that norm, 1 if their norm is not larger}
     *
     * @param clipNorm the largest norm of the gradients, if there is a limit
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
