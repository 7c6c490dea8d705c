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
     * @param arrays the trained arrays
     */
    static float shortening(OptionalDouble clipNorm, List<TrainedArray> arrays) {
        if (clipNorm.isEmpty()) {
            return 1;
        }
        double squared = 0;
        for (TrainedArray array : arrays) {
            try (NDArray squares = array.gradient().square();
                    NDArray sum = squares.sum()) {
                squared += DjlArrays.scalar(sum);
            }
        }
        double norm = Math.sqrt(squared);
        return norm > clipNorm.getAsDouble() ? (float) (clipNorm.getAsDouble() / norm) : 1;
    }
}
