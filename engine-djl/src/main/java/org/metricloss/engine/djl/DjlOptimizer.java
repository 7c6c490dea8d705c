package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.metricloss.core.optimizer.OptimizerSpec;

/** Moves arrays along their gradients by DJL's fused native updates, one call per array. */
sealed interface DjlOptimizer permits DjlSgd, DjlAdam {
    /**
     * @param spec which optimizer
     * @return it, with no arrays yet
     */
    static DjlOptimizer of(OptimizerSpec spec) {
        return spec instanceof OptimizerSpec.Adam adam ? new DjlAdam(adam) : new DjlSgd((OptimizerSpec.Sgd) spec);
    }

    /**
     * Takes an array into the update.
     *
     * @param manager the owner of what is gathered over the steps
     * @param weight the array, with a gradient attached
     * @param learningRateFactor times the learning rate, in every step
     */
    void add(NDManager manager, NDArray weight, double learningRateFactor);

    /**
     * Moves every array along its gradient, and sets the gradients to 0.
     *
     * @param learningRateFactor times the learning rate, in this step
     */
    void step(double learningRateFactor);
}
