package org.metricloss.engine.tensorflow;

import java.util.List;
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
        return spec instanceof OptimizerSpec.Adam adam
                ? new AdamRule(tf, adam)
                : new SgdRule(tf, (OptimizerSpec.Sgd) spec);
    }

    /**
     * {@return the names of what is gathered over the steps for each trained variable: arrays of its shape, 0 at first}
     */
    List<String> gathered();

    /**
     * {@return the update}
     *
     * @param last adds operations to the graph that run when every value of the step has been computed
     * @param variable what is moved
     * @param gathered in the order of {@link #gathered}
     * @param learningRate without what {@link #feed} gives
     * @param gradient the gradient, weight decay included
     */
    Op update(Ops last, Variable variable, List<Variable> gathered, float learningRate, Operand<TFloat32> gradient);

    /**
     * @param feeds takes what the update needs to know of the step
     * @param step counted from 1 since the start or the last restore
     * @param learningRateFactor times every learning rate, in this step
     */
    void feed(Feeds feeds, long step, double learningRateFactor);
}
