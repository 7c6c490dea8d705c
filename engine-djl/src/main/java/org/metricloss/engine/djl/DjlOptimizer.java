package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.optimizer.OptimizerSpec;

/** Moves arrays along their gradients by DJL's fused native updates, one call per array. */
sealed interface DjlOptimizer permits DjlSgd, DjlAdam {
    /**
     * {@return it, with no arrays yet}
     *
     * @param spec which optimizer
     */
    static DjlOptimizer of(OptimizerSpec spec) {
        return spec instanceof OptimizerSpec.Adam adam ? new DjlAdam(adam) : new DjlSgd((OptimizerSpec.Sgd) spec);
    }

    /**
     * Takes an array into the update.
     *
     * @param manager the owner of what is gathered over the steps
     * @param name the array's full name
     * @param weight the array, with a gradient attached
     * @param learningRateFactor times the learning rate, in every step
     */
    void add(NDManager manager, String name, NDArray weight, double learningRateFactor);

    /**
     * Moves every array along its gradient, and sets the gradients to 0.
     *
     * @param learningRateFactor times the learning rate, in this step
     */
    void step(double learningRateFactor);

    /** {@return a copy of what has been gathered, by name} */
    Map<String, FloatArray> gathered();

    /** {@return how many steps were taken since the start} */
    long steps();

    /**
     * Takes what {@link #gathered} and {@link #steps} told in place of what has been gathered here.
     *
     * @throws IllegalArgumentException if names or shapes differ
     */
    void resume(TrainingState state);
}
