package org.metricloss.loss.center;

import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/** How the centers move. Published implementations differ. */
public sealed interface CenterUpdate {
    /**
     * The range of alpha: 0 keeps the centers, and up to 1 no step of the paper overshoots the mean of the samples of
     * a center.
     */
    Range ALPHA = Range.between(0, 1);
    /** The range of the solver's momentum. */
    Range MOMENTUM = Range.fromBelow(0, 1);
    /** The range of the solver's decay. */
    Range DECAY = Range.atLeast(0);
    /** The range of the learning rate's factor. */
    Range LEARNING_RATE_FACTOR = Range.scale();

    /**
     * {@return the centers and the other state that moves them}
     *
     * @param shape the centers' shape, [classes, d]
     * @param initial how the centers start
     */
    List<LossState> state(Shape shape, Initializer initial);

    /**
     * The optimizer moves the centers along the gradient of the weighted loss, like the weights of the network:
     * momentum and weight decay apply to the centers too. Only here does the reduction affect the step; the weight of the
     * loss does here and in {@link ByOptimizer}.
     *
     * @param learningRateFactor times the optimizer's learning rate, in [1e-6, 1e6]
     */
    record Gradient(double learningRateFactor) implements CenterUpdate {
        /** Checks the range. */
        public Gradient {
            require("learningRateFactor", learningRateFactor, LEARNING_RATE_FACTOR);
        }

        @Override
        public List<LossState> state(Shape shape, Initializer initial) {
            return List.of(new LossState.Learned(CenterLoss.CENTERS, shape, initial)
                    .as(LossState.Role.CENTERS)
                    .withLearningRateFactor(learningRateFactor));
        }
    }

    /**
     * Along delta_j = sum_{i: y_i = j} (c_j - x_i) / (1 + n_j) of the paper, independent of the weight and the
     * reduction of the loss.
     */
    sealed interface ByDelta extends CenterUpdate {
        /**
         * {@return the output with the next value of the centers and of the other state}
         *
         * @param output the output so far
         * @param input the batch
         * @param delta [classes, d], 0 for a class that is absent; constant for every gradient
         */
        LossOutput move(LossOutput output, LossInput input, Tensor delta);

        @Override
        default List<LossState> state(Shape shape, Initializer initial) {
            return List.of(moved(shape, initial));
        }
    }

    /**
     * c_j &lt;- c_j - alpha delta_j: Wen et al., equation 4 and algorithm 1.
     *
     * @param alpha the rate, in [0, 1]
     */
    record Paper(double alpha) implements ByDelta {
        /** Checks the range. */
        public Paper {
            require("alpha", alpha, ALPHA);
        }

        @Override
        public LossOutput move(LossOutput output, LossInput input, Tensor delta) {
            return output.next(
                    CenterLoss.CENTERS, input.state(CenterLoss.CENTERS).sub(delta.mul(alpha)));
        }
    }

    /**
     * c_j &lt;- c_j - alpha/m delta_j: the paper's step divided by the batch size, what a widely copied PyTorch version
     * does with {@code size_average}. Centers then move m times more slowly.
     *
     * @param alpha the rate, in [0, 1]
     */
    record BatchScaled(double alpha) implements ByDelta {
        /** Checks the range. */
        public BatchScaled {
            require("alpha", alpha, ALPHA);
        }

        @Override
        public LossOutput move(LossOutput output, LossInput input, Tensor delta) {
            Tensor step = delta.mul(alpha / input.samples());
            return output.next(
                    CenterLoss.CENTERS, input.state(CenterLoss.CENTERS).sub(step));
        }
    }

    /**
     * The paper's delta through a solver with momentum and a decaying rate, as the authors' Caffe layer was trained:
     * v_j &lt;- momentum v_j + rate_t delta_j; c_j &lt;- c_j - v_j, with rate_t = alpha / (1 + decay t), t the steps
     * taken before this one, and v = 0 at first. The center of an absent class continues to move by its v.
     *
     * <p>The velocity {@value #VELOCITY} [classes, d] and the count {@value #STEPS} [1] are moved state.
     *
     * @param alpha the rate of the first step, in [0, 1]
     * @param momentum the share of v that is kept, in [0, 1)
     * @param decay at least 0; 0 keeps the rate
     */
    record Solver(double alpha, double momentum, double decay) implements ByDelta {
        /** The accumulated momentum, one row for each center. */
        public static final String VELOCITY = "velocity";
        /** The steps taken so far; exact to 2^24 in float32. */
        public static final String STEPS = "steps";

        /** Checks the ranges. */
        public Solver {
            require("alpha", alpha, ALPHA);
            require("momentum", momentum, MOMENTUM);
            require("decay", decay, DECAY);
        }

        @Override
        public List<LossState> state(Shape shape, Initializer initial) {
            return List.of(
                    moved(shape, initial),
                    new LossState.Moved(VELOCITY, shape, Initializer.zero()),
                    new LossState.Moved(STEPS, Shape.of(1), Initializer.zero()));
        }

        @Override
        public LossOutput move(LossOutput output, LossInput input, Tensor delta) {
            Tensor steps = input.state(STEPS);
            Tensor rate = steps.full(alpha, 1).div(steps.mul(decay).add(1));
            Tensor velocity = input.state(VELOCITY).mul(momentum).add(delta.mul(rate));
            return output.next(
                            CenterLoss.CENTERS, input.state(CenterLoss.CENTERS).sub(velocity))
                    .next(VELOCITY, velocity)
                    .next(STEPS, steps.add(1));
        }
    }

    /**
     * The optimizer moves the centers along the paper's delta instead of the gradient: with sgd, v_j &lt;- momentum v_j +
     * delta_j; c_j &lt;- c_j - rate v_j, where the rate follows the optimizer's schedule and there is no weight decay. The
     * weight of the loss multiplies delta; the factor 1/weight undoes that, as in the file that the authors published.
     *
     * @param learningRateFactor times the optimizer's learning rate, above 0
     */
    record ByOptimizer(double learningRateFactor) implements CenterUpdate {
        /** Checks the range. */
        public ByOptimizer {
            require("learningRateFactor", learningRateFactor, LEARNING_RATE_FACTOR);
        }

        @Override
        public List<LossState> state(Shape shape, Initializer initial) {
            return List.of(new LossState.Learned(CenterLoss.CENTERS, shape, initial)
                    .as(LossState.Role.CENTERS)
                    .withLearningRateFactor(learningRateFactor)
                    .withoutWeightDecay());
        }
    }

    private static LossState moved(Shape shape, Initializer initial) {
        return new LossState.Moved(CenterLoss.CENTERS, shape, initial).as(LossState.Role.CENTERS);
    }

    private static void require(String name, double value, Range range) {
        if (!range.contains(value)) {
            throw new IllegalArgumentException("%s must be %s, got %s".formatted(name, range, value));
        }
    }
}
