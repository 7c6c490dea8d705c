package org.metricloss.core.loss;

import org.metricloss.core.array.Shape;
import org.metricloss.core.network.Initializer;

/** A named array that a loss keeps from step to step. */
public sealed interface LossState {
    /** What an array means, for whoever shows it. */
    enum Role {
        /** A center for each class, [classes, d], in the space of the embeddings. */
        CENTERS,
        /** A weight vector for each class, [classes, d], that embeddings are multiplied with. */
        CLASS_WEIGHTS,
        /** One or more proxies for each class, [k classes, d], those of a class in k consecutive rows. */
        PROXIES,
        /** Anything else. */
        OTHER
    }

    /** What numbers an array holds. */
    enum Numbers {
        /** Numbers of the type of the embeddings. */
        FLOATING,
        /**
         * Whole numbers, INT64 for the loss. Weights and checkpoints hold them as float32, so their magnitude must be
         * at most 2^24 = 16,777,216.
         */
        WHOLE
    }

    /** {@return the name within its loss} */
    String name();

    /** {@return the array's shape} */
    Shape shape();

    /** {@return how the first value is drawn} */
    Initializer initializer();

    /** {@return what the array means} */
    Role role();

    /** {@return what numbers it holds; learned state is floating} */
    default Numbers numbers() {
        return Numbers.FLOATING;
    }

    /**
     * State that the optimizer trains along the gradient of the weighted objective.
     *
     * @param name the name within its loss
     * @param shape the array's shape
     * @param initializer how the first value is drawn
     * @param role what the array means
     * @param learningRateFactor times the optimizer's learning rate, above 0
     * @param decays whether the optimizer's weight decay applies to it
     */
    record Learned(
            String name, Shape shape, Initializer initializer, Role role, double learningRateFactor, boolean decays)
            implements LossState {
        /** Checks the range. */
        public Learned {
            if (!(learningRateFactor > 0 && learningRateFactor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "learningRateFactor must be > 0 and finite, got " + learningRateFactor);
            }
        }

        /**
         * Declares state of no particular role, trained at the optimizer's own learning rate and weight decay.
         *
         * @param name the name within its loss
         * @param shape the array's shape
         * @param initializer how the first value is drawn
         */
        public Learned(String name, Shape shape, Initializer initializer) {
            this(name, shape, initializer, Role.OTHER, 1, true);
        }

        /** {@return this state with that role} */
        public Learned as(Role newRole) {
            return new Learned(name, shape, initializer, newRole, learningRateFactor, decays);
        }

        /**
         * {@return this state with that factor}
         *
         * @param factor times the optimizer's learning rate, above 0
         */
        public Learned withLearningRateFactor(double factor) {
            return new Learned(name, shape, initializer, role, factor, decays);
        }

        /** {@return this state without weight decay: for numbers that have a meaning of their own, such as a boundary} */
        public Learned withoutWeightDecay() {
            return new Learned(name, shape, initializer, role, learningRateFactor, false);
        }
    }

    /**
     * State whose next value the loss returns; no gradient reaches it.
     *
     * @param name the name within its loss
     * @param shape the array's shape
     * @param initializer how the first value is drawn
     * @param role what the array means
     * @param numbers what numbers it holds
     */
    record Moved(String name, Shape shape, Initializer initializer, Role role, Numbers numbers) implements LossState {
        /**
         * Declares floating-point state of no particular role.
         *
         * @param name the name within its loss
         * @param shape the array's shape
         * @param initializer how the first value is drawn
         */
        public Moved(String name, Shape shape, Initializer initializer) {
            this(name, shape, initializer, Role.OTHER, Numbers.FLOATING);
        }

        /** {@return this state with that role} */
        public Moved as(Role newRole) {
            return new Moved(name, shape, initializer, newRole, numbers);
        }

        /** {@return this state as one of whole numbers} */
        public Moved whole() {
            return new Moved(name, shape, initializer, role, Numbers.WHOLE);
        }
    }
}
