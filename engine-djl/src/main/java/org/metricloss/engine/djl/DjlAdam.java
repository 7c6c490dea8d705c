package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.optimizer.AdamStep;
import org.metricloss.core.optimizer.OptimizerSpec;

/** Adam. DJL's update is w &lt;- w - rate m / (sqrt(v) + epsilon), to which {@link AdamStep} brings the bias corrections. */
final class DjlAdam implements DjlOptimizer {
    private final OptimizerSpec.Adam adam;
    private final List<Slot> slots = new ArrayList<>();
    private long steps;

    private record Slot(PtNDArray weight, PtNDArray mean, PtNDArray variance, double learningRate) {}

    DjlAdam(OptimizerSpec.Adam adam) {
        this.adam = adam;
    }

    @Override
    public void add(NDManager manager, NDArray weight, double learningRateFactor) {
        slots.add(new Slot(
                (PtNDArray) weight,
                (PtNDArray) manager.zeros(weight.getShape(), weight.getDataType()),
                (PtNDArray) manager.zeros(weight.getShape(), weight.getDataType()),
                adam.learningRate() * learningRateFactor));
    }

    @Override
    public void step(double learningRateFactor) {
        steps++;
        AdamStep step = AdamStep.of(adam, steps);
        for (Slot slot : slots) {
            double rate = slot.learningRate * learningRateFactor;
            JniUtils.adamUpdate(
                    slot.weight,
                    slot.weight.getGradient(),
                    slot.mean,
                    slot.variance,
                    (float) rate,
                    (float) (rate * step.rateFactor()),
                    (float) adam.weightDecay(),
                    1,
                    -1,
                    (float) adam.beta1(),
                    (float) adam.beta2(),
                    (float) step.epsilon(),
                    false);
            JniUtils.zeroGrad(slot.weight);
        }
    }
}
