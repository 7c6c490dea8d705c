package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.optimizer.OptimizerSpec;

/**
 * Stochastic gradient descent. DJL's update keeps u = rate * v where {@link OptimizerSpec.Sgd} speaks of v: u &lt;-
 * momentum u + rate (g + weightDecay w); w &lt;- w - u. The two are the same if u is rescaled when the rate changes.
 */
final class DjlSgd implements DjlOptimizer {
    private final OptimizerSpec.Sgd sgd;
    private final List<Slot> slots = new ArrayList<>();

    /** An array, its u (null without momentum), its learning rate, and the last rate above 0, which is in u. */
    private static final class Slot {
        private final PtNDArray weight;
        private final PtNDArray velocity;
        private final double learningRate;
        private float rateInVelocity;

        Slot(PtNDArray weight, PtNDArray velocity, double learningRate) {
            this.weight = weight;
            this.velocity = velocity;
            this.learningRate = learningRate;
            this.rateInVelocity = (float) learningRate;
        }
    }

    DjlSgd(OptimizerSpec.Sgd sgd) {
        this.sgd = sgd;
    }

    @Override
    public void add(NDManager manager, NDArray weight, double learningRateFactor) {
        PtNDArray velocity =
                sgd.momentum() == 0 ? null : (PtNDArray) manager.zeros(weight.getShape(), weight.getDataType());
        slots.add(new Slot((PtNDArray) weight, velocity, sgd.learningRate() * learningRateFactor));
    }

    @Override
    public void step(double learningRateFactor) {
        for (Slot slot : slots) {
            float rate = (float) (slot.learningRate * learningRateFactor);
            if (slot.velocity != null && rate == 0) {
                gather(slot);
            } else {
                move(slot, rate);
            }
            JniUtils.zeroGrad(slot.weight);
        }
    }

    private void move(Slot slot, float rate) {
        if (slot.velocity != null && rate != slot.rateInVelocity) {
            slot.velocity.muli(rate / slot.rateInVelocity);
            slot.rateInVelocity = rate;
        }
        update(slot, slot.weight, rate);
    }

    /** A step at the rate 0: v changes as ever, of which u = 0 could keep nothing, and the weight stays. */
    private void gather(Slot slot) {
        try (NDArray moved = slot.weight.duplicate()) {
            update(slot, (PtNDArray) moved, slot.rateInVelocity);
        }
    }

    private void update(Slot slot, PtNDArray moved, float rate) {
        JniUtils.sgdUpdate(
                moved, slot.weight.getGradient(), slot.velocity, rate, (float) sgd.weightDecay(), 1, -1, (float)
                        sgd.momentum());
    }
}
