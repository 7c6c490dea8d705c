package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.optimizer.OptimizerSpec;

/**
 * Stochastic gradient descent by DJL's fused native update, one call per array.
 *
 * <p>That update keeps u = learningRate * v where {@link OptimizerSpec.Sgd} speaks of v: u &lt;- momentum u +
 * learningRate (g + weightDecay w); w &lt;- w - u. At a constant learning rate the two are the same.
 */
final class DjlOptimizer {
    private final OptimizerSpec.Sgd sgd;
    private final List<Slot> slots = new ArrayList<>();

    private record Slot(PtNDArray weight, PtNDArray velocity, float learningRate) {}

    DjlOptimizer(OptimizerSpec spec) {
        if (!(spec instanceof OptimizerSpec.Sgd plain)) {
            throw new IllegalArgumentException("engine djl has no optimizer " + spec);
        }
        this.sgd = plain;
    }

    /**
     * Takes an array into the update.
     *
     * @param manager the owner of the momentum
     * @param weight the array, with a gradient attached
     * @param learningRateFactor times the learning rate
     */
    void add(NDManager manager, NDArray weight, double learningRateFactor) {
        PtNDArray velocity =
                sgd.momentum() == 0 ? null : (PtNDArray) manager.zeros(weight.getShape(), weight.getDataType());
        slots.add(new Slot((PtNDArray) weight, velocity, (float) (sgd.learningRate() * learningRateFactor)));
    }

    /** Moves every array along its gradient, and sets the gradients to 0. */
    void step() {
        for (Slot slot : slots) {
            JniUtils.sgdUpdate(
                    slot.weight,
                    slot.weight.getGradient(),
                    slot.velocity,
                    slot.learningRate,
                    (float) sgd.weightDecay(),
                    1,
                    -1,
                    (float) sgd.momentum());
            JniUtils.zeroGrad(slot.weight);
        }
    }
}
