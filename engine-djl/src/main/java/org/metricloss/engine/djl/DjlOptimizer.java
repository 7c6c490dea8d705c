package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.optimizer.AdaptiveRule;
import org.metricloss.core.optimizer.OptimizerSpec;

/** Updates arrays along their gradients by the fused native updates of DJL, one call for each array. */
sealed interface DjlOptimizer permits DjlSgd, DjlAdam {
    /**
     * {@return the optimizer, without arrays}
     *
     * @param spec which optimizer
     */
    static DjlOptimizer of(OptimizerSpec spec) {
        return spec instanceof AdaptiveRule rule ? new DjlAdam(spec, rule) : new DjlSgd((OptimizerSpec.Sgd) spec);
    }

    /**
     * Adds an array to the update.
     *
     * @param manager the owner of the accumulators
     * @param name the array's full name
     * @param weight the array, with a gradient attached
     * @param learningRateFactor times the learning rate, in every step
     * @param decayFactor times the weight decay; 0 for none
     */
    void add(NDManager manager, String name, NDArray weight, double learningRateFactor, double decayFactor);

    /**
     * Updates every array along its gradient, and sets the gradients to 0.
     *
     * @param learningRateFactor times the learning rate, in this step
     */
    void step(double learningRateFactor);

    /** {@return a copy of the accumulators, by name} */
    Map<String, FloatArray> gathered();

    /** {@return how many steps were taken since the start} */
    long steps();

    /**
     * Replaces the accumulators by the result of {@link #gathered} and {@link #steps}.
     *
     * @throws IllegalArgumentException if names or shapes differ
     */
    void resume(TrainingState state);
}
