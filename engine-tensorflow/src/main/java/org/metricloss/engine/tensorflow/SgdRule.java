package org.metricloss.engine.tensorflow;

import java.util.List;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/** Stochastic gradient descent: TensorFlow's update is the one of {@link OptimizerSpec.Sgd}. */
final class SgdRule implements UpdateRule {
    private final Ops tf;
    private final OptimizerSpec.Sgd sgd;
    private final Placeholder<TFloat32> rateFactor;

    SgdRule(Ops tf, OptimizerSpec.Sgd sgd) {
        this.tf = tf;
        this.sgd = sgd;
        this.rateFactor = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    @Override
    public List<String> gathered() {
        return List.of("velocity");
    }

    @Override
    public Op update(
            Ops last, Variable variable, List<Variable> gathered, float learningRate, Operand<TFloat32> gradient) {
        return last.train.resourceApplyMomentum(
                variable.handle(),
                gathered.get(0).handle(),
                tf.math.mul(tf.constant(learningRate), rateFactor),
                gradient,
                tf.constant((float) sgd.momentum()),
                ResourceApplyMomentum.useNesterov(sgd.nesterov()));
    }

    @Override
    public void feed(Feeds feeds, long step, double learningRateFactor) {
        feeds.put(rateFactor, new float[] {(float) learningRateFactor});
    }
}
