package org.metricloss.core.loss;

import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Shape;

/** A named array that a loss keeps from step to step. */
public sealed interface LossState {
    /** {@return the name within its loss} */
    String name();

    /** {@return the array's shape} */
    Shape shape();

    /** {@return how the first value is drawn} */
    Initializer initializer();

    /**
     * State that the optimizer trains along the gradient of the weighted objective.
     *
     * @param name the name within its loss
     * @param shape the array's shape
     * @param initializer how the first value is drawn
     * @param learningRateFactor times the optimizer's learning rate, above 0
     */
    record Learned(String name, Shape shape, Initializer initializer, double learningRateFactor) implements LossState {
        /** Checks the range. */
        public Learned {
            if (!(learningRateFactor > 0 && learningRateFactor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "learningRateFactor must be > 0 and finite, got " + learningRateFactor);
            }
        }

        /** State trained at the optimizer's own learning rate. */
        public Learned(String name, Shape shape, Initializer initializer) {
            this(name, shape, initializer, 1);
        }
    }

    /**
     * State whose next value the loss returns; no gradient reaches it.
     *
     * @param name the name within its loss
     * @param shape the array's shape
     * @param initializer how the first value is drawn
     */
    record Moved(String name, Shape shape, Initializer initializer) implements LossState {}
}
