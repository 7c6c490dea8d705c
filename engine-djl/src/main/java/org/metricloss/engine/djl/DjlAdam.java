package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.optimizer.AdamStep;
import org.metricloss.core.optimizer.AdaptiveRule;
import org.metricloss.core.optimizer.OptimizerSpec;

/**
 * Adam and its kin. DJL's update is w &lt;- w - rate m / (sqrt(v) + epsilon), to which {@link AdamStep} adds the bias corrections.
 */
final class DjlAdam implements DjlOptimizer {
    private static final String MEAN = "mean.";
    private static final String VARIANCE = "variance.";

    private final OptimizerSpec spec;
    private final AdaptiveRule rule;
    private final List<Slot> slots = new ArrayList<>();
    private long steps;

    private record Slot(
            String name, TrainedArray trained, PtNDArray mean, PtNDArray variance, double learningRate, float decay) {}

    /**
     * @param spec the settings
     * @param rule the same settings as an adaptive rule
     */
    DjlAdam(OptimizerSpec spec, AdaptiveRule rule) {
        this.spec = spec;
        this.rule = rule;
    }

    @Override
    public void add(NDManager manager, String name, NDArray weight, double learningRateFactor, double decayFactor) {
        slots.add(new Slot(
                name,
                new TrainedArray(weight),
                (PtNDArray) manager.zeros(weight.getShape(), weight.getDataType()),
                (PtNDArray) manager.zeros(weight.getShape(), weight.getDataType()),
                spec.learningRate() * learningRateFactor,
                (float) (spec.weightDecay() * decayFactor)));
    }

    @Override
    public void step(double learningRateFactor) {
        steps++;
        AdamStep step = AdamStep.of(rule, steps);
        float shortening = GradientNorm.shortening(
                spec.clipNorm(), slots.stream().map(Slot::trained).toList());
        for (Slot slot : slots) {
            PtNDArray weight = slot.trained.weight();
            PtNDArray gradient = slot.trained.gradient();
            double rate = slot.learningRate * learningRateFactor;
            if (rule.decouplesDecay() && slot.decay > 0) {
                // A step along the gradient times 0, which leaves w <- w - rate decay w.
                JniUtils.sgdUpdate(weight, gradient, null, (float) rate, slot.decay, 0, -1, 0);
            }
            JniUtils.adamUpdate(
                    weight,
                    gradient,
                    slot.mean,
                    slot.variance,
                    (float) rate,
                    (float) (rate * step.rateFactor()),
                    rule.decouplesDecay() ? 0 : slot.decay,
                    shortening,
                    -1,
                    (float) rule.beta1(),
                    (float) rule.beta2(),
                    (float) step.epsilon(),
                    false);
            slot.trained.zeroGradient();
        }
    }

    @Override
    public Map<String, FloatArray> gathered() {
        Map<String, FloatArray> gathered = new LinkedHashMap<>();
        for (Slot slot : slots) {
            gathered.put(MEAN + slot.name, DjlArrays.readFloats(slot.mean));
            gathered.put(VARIANCE + slot.name, DjlArrays.readFloats(slot.variance));
        }
        return gathered;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void resume(TrainingState state) {
        for (Slot slot : slots) {
            Shape shape = DjlArrays.shape(slot.trained.weight().getShape());
            slot.mean.set(state.optimizer(MEAN + slot.name, shape).toArray());
            slot.variance.set(state.optimizer(VARIANCE + slot.name, shape).toArray());
        }
        steps = state.steps();
    }
}
