package org.metricloss.engine.tensorflow;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.optimizer.AdamStep;
import org.metricloss.core.optimizer.AdaptiveRule;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Adam and its kin. TensorFlow's update is w &lt;- w - rate m / (sqrt(v) + epsilon), times bias corrections from the betas'
 * powers; it gets powers of 0, which correct nothing, and {@link AdamStep} adds the corrections, computed in float64.
 */
final class AdamRule implements UpdateRule {
    private final Ops tf;
    private final AdaptiveRule adaptive;
    private final Placeholder<TFloat32> rateFactor;
    private final Placeholder<TFloat32> epsilon;
    private final Optional<Placeholder<TFloat32>> decoupled;

    AdamRule(Ops tf, AdaptiveRule adaptive) {
        this.tf = tf;
        this.adaptive = adaptive;
        this.rateFactor = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        this.epsilon = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        this.decoupled = adaptive.decouplesDecay()
                ? Optional.of(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())))
                : Optional.empty();
    }

    @Override
    public List<String> gathered() {
        return List.of("mean", "variance");
    }

    @Override
    public Op update(
            Ops last, Variable variable, List<Variable> gathered, float learningRate, Operand<TFloat32> gradient) {
        Operand<TFloat32> uncorrected = tf.constant(0f);
        return last.train.resourceApplyAdam(
                variable.handle(),
                gathered.get(0).handle(),
                gathered.get(1).handle(),
                uncorrected,
                uncorrected,
                tf.math.mul(tf.constant(learningRate), rateFactor),
                tf.constant((float) adaptive.beta1()),
                tf.constant((float) adaptive.beta2()),
                epsilon,
                gradient);
    }

    @Override
    public Optional<Operand<TFloat32>> decoupledDecay() {
        return decoupled.map(factor -> factor);
    }

    @Override
    public void feed(Feeds feeds, long step, double learningRateFactor) {
        AdamStep scalars = AdamStep.of(adaptive, step);
        feeds.put(rateFactor, new float[] {(float) (learningRateFactor * scalars.rateFactor())});
        feeds.put(epsilon, new float[] {(float) scalars.epsilon()});
        decoupled.ifPresent(factor -> feeds.put(factor, new float[] {(float) learningRateFactor}));
    }
}
