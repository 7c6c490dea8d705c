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
import org.metricloss.core.optimizer.OptimizerSpec;

/**
 * Stochastic gradient descent. DJL's update keeps u = rate * v where {@link OptimizerSpec.Sgd} uses v: u &lt;-
 * momentum u + rate (g + weightDecay w); w &lt;- w - u. The two are the same if u is rescaled when the rate changes.
 */
final class DjlSgd implements DjlOptimizer {
    private static final String VELOCITY = "velocity.";
    private static final String RATE = "rateInVelocity.";

    private final OptimizerSpec.Sgd sgd;
    private final List<Slot> slots = new ArrayList<>();
    private long steps;

    /**
     * An array, its u (null without momentum), its learning rate, its weight decay, and the last rate above 0, which is
     * contained in u.
     */
    private static final class Slot {
        private final String name;
        private final TrainedArray trained;
        private final PtNDArray velocity;
        private final double learningRate;
        private final float decay;
        private float rateInVelocity;

        Slot(String name, TrainedArray trained, PtNDArray velocity, double learningRate, float decay) {
            this.name = name;
            this.trained = trained;
            this.velocity = velocity;
            this.learningRate = learningRate;
            this.decay = decay;
            this.rateInVelocity = (float) learningRate;
        }
    }

    DjlSgd(OptimizerSpec.Sgd sgd) {
        this.sgd = sgd;
    }

    @Override
    public void add(NDManager manager, String name, NDArray weight, double learningRateFactor, double decayFactor) {
        PtNDArray velocity =
                sgd.momentum() == 0 ? null : (PtNDArray) manager.zeros(weight.getShape(), weight.getDataType());
        float decay = (float) (sgd.weightDecay() * decayFactor);
        slots.add(new Slot(name, new TrainedArray(weight), velocity, sgd.learningRate() * learningRateFactor, decay));
    }

    @Override
    public void step(double learningRateFactor) {
        steps++;
        float shortening = GradientNorm.shortening(
                sgd.clipNorm(), slots.stream().map(slot -> slot.trained).toList());
        for (Slot slot : slots) {
            float rate = (float) (slot.learningRate * learningRateFactor);
            if (slot.velocity != null && rate == 0) {
                gather(slot, shortening);
            } else {
                move(slot, rate, shortening);
            }
            slot.trained.zeroGradient();
        }
    }

    private void move(Slot slot, float rate, float shortening) {
        if (slot.velocity != null && rate != slot.rateInVelocity) {
            slot.velocity.muli(rate / slot.rateInVelocity);
            slot.rateInVelocity = rate;
        }
        if (sgd.nesterov()) {
            lookAhead(slot, rate, shortening);
        } else {
            update(slot, slot.trained.weight(), rate, shortening);
        }
    }

    /** Nesterov's step, w &lt;- w - rate (g + weightDecay w) - momentum u, which DJL does not have. */
    private void lookAhead(Slot slot, float rate, float shortening) {
        try (NDArray moved = slot.trained.weight().duplicate()) {
            update(slot, (PtNDArray) moved, rate, shortening);
        }
        PtNDArray weight = slot.trained.weight();
        JniUtils.sgdUpdate(weight, slot.trained.gradient(), null, rate, slot.decay, shortening, -1, 0);
        JniUtils.sgdUpdate(weight, slot.velocity, null, (float) sgd.momentum(), 0, 1, -1, 0);
    }

    /** A step at the rate 0: v changes as usual, which u = 0 could not represent, and the weight does not change. */
    private void gather(Slot slot, float shortening) {
        try (NDArray moved = slot.trained.weight().duplicate()) {
            update(slot, (PtNDArray) moved, slot.rateInVelocity, shortening);
        }
    }

    private void update(Slot slot, PtNDArray moved, float rate, float shortening) {
        JniUtils.sgdUpdate(moved, slot.trained.gradient(), slot.velocity, rate, slot.decay, shortening, -1, (float)
                sgd.momentum());
    }

    @Override
    public Map<String, FloatArray> gathered() {
        Map<String, FloatArray> gathered = new LinkedHashMap<>();
        for (Slot slot : slots) {
            if (slot.velocity != null) {
                gathered.put(VELOCITY + slot.name, DjlArrays.readFloats(slot.velocity));
                gathered.put(RATE + slot.name, FloatArray.of(Shape.of(), slot.rateInVelocity));
            }
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
            if (slot.velocity != null) {
                Shape shape = DjlArrays.shape(slot.velocity.getShape());
                slot.velocity.set(state.optimizer(VELOCITY + slot.name, shape).toArray());
                slot.rateInVelocity =
                        state.optimizer(RATE + slot.name, Shape.of()).toArray()[0];
            }
        }
        steps = state.steps();
    }
}
