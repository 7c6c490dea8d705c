package org.metricloss.core.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.optimizer.OptimizerSpec;

/** Sessions on a network of one weight and one bias, under a loss whose gradients are known whatever the weights are. */
abstract class OptimizerSessions {
    static final String WEIGHT = "network.1.linear.weight";
    static final String BIAS = "network.1.linear.bias";
    static final String OFFSET = "loss.line.offset";

    static final double PIXEL = 3;
    static final double LAMBDA = 0.5;

    /** {@return the engine under test} */
    protected abstract Engine engine();

    /** 2 x + 5 offset, whose gradients are 2 and 5 wherever it is; it also knows numbers that it does not use. */
    record Line(double learningRateFactor) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(
                    new LossState.Learned("offset", Shape.of(), Initializer.zero())
                            .withLearningRateFactor(learningRateFactor),
                    new LossState.Learned("unused", Shape.of(2), Initializer.zero()),
                    new LossState.Learned("undecayed", Shape.of(2), Initializer.zero()).withoutWeightDecay());
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(
                    input.embeddings().sum().mul(2).add(input.state("offset").mul(5)));
        }
    }

    static double only(Weights weights, String name) {
        return weights.get(name).toArray()[0];
    }

    TrainingSession open(OptimizerSpec optimizer, double factor) {
        return open(optimizer, factor, LAMBDA);
    }

    TrainingSession open(OptimizerSpec optimizer, double factor, double lambda) {
        Objective objective = new Objective("line", List.of(new Objective.Term("line", lambda, new Line(factor))));
        return engine().open(new SessionRequest(plan(), objective, optimizer, 1, weights(factor), 1, 1));
    }

    static NetworkPlan plan() {
        return NetworkPlan.of(
                new NetworkSpec("one weight", List.of(new Flatten(), new Linear(1, true))), Shape.of(1, 1, 1));
    }

    static Objective objective(double factor) {
        return new Objective("line", List.of(new Objective.Term("line", LAMBDA, new Line(factor))));
    }

    static Weights weights(double factor) {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        for (String name : Weights.initial(plan(), objective(factor), 1, 1).names()) {
            arrays.put(name, FloatArray.of(Shape.of(2), 1, -2));
        }
        arrays.put(WEIGHT, FloatArray.of(Shape.of(1, 1), 0.75f));
        arrays.put(BIAS, FloatArray.of(Shape.of(1), -0.5f));
        arrays.put(OFFSET, FloatArray.of(Shape.of(), 4));
        return Weights.of(arrays);
    }

    static TrainingBatch batch(int step) {
        return batch(step, PIXEL, 1);
    }

    static TrainingBatch batch(int step, double pixel, double learningRateFactor) {
        return new TrainingBatch(
                0, step, new float[] {(float) pixel}, new int[] {0}, Optional.empty(), learningRateFactor);
    }
}
