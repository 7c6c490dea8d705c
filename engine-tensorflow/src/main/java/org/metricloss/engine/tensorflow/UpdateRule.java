package org.metricloss.engine.tensorflow;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.optimizer.AdaptiveRule;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How one variable follows its gradient, in a graph. */
sealed interface UpdateRule permits SgdRule, AdamRule {
    /**
     * {@return its rule}
     *
     * @param tf adds what all updates share to the graph
     * @param spec which optimizer
     */
    static UpdateRule of(Ops tf, OptimizerSpec spec) {
        return spec instanceof AdaptiveRule adaptive
                ? new AdamRule(tf, adaptive)
                : new SgdRule(tf, (OptimizerSpec.Sgd) spec);
    }

    /**
     * {@return the names of the accumulators of each trained variable, which are arrays of its shape and start at 0}
     */
    List<String> gathered();

    /**
     * {@return the update}
     *
     * @param last adds operations to the graph that run when every value of the step has been computed
     * @param variable the variable
     * @param gathered the accumulators in the order of {@link #gathered}
     * @param learningRate without the factor that {@link #feed} feeds
     * @param gradient the gradient, weight decay included unless it is decoupled
     */
    Op update(Ops last, Variable variable, List<Variable> gathered, float learningRate, Operand<TFloat32> gradient);

    /**
     * {@return the factor of the learning rate in this step, by which weight decay shortens the weight before its update;
     * empty if weight decay is added to the gradient}
     */
    default Optional<Operand<TFloat32>> decoupledDecay() {
        return Optional.empty();
    }

    /**
     * Feeds the values of a step.
     *
     * @param feeds gets the values
     * @param step counted from 1 since the start or the last restore
     * @param learningRateFactor times every learning rate, in this step
     */
    void feed(Feeds feeds, long step, double learningRateFactor);
}
