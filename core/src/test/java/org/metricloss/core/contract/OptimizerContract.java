package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.OptimizerSpec.Sgd;
import org.metricloss.core.tensor.Shape;

/**
 * How every engine must move weights: a network of one weight and one bias and a loss whose gradients are constant,
 * against the arithmetic of {@link OptimizerSpec.Sgd} in float64.
 */
public abstract class OptimizerContract {
    private static final String WEIGHT = "network.1.linear.weight";
    private static final String BIAS = "network.1.linear.bias";
    private static final String OFFSET = "loss.line.offset";

    private static final double PIXEL = 3;
    private static final double LAMBDA = 0.5;

    /** @return the engine under test */
    protected abstract Engine engine();

    /** 2 x + 5 offset, whose gradients are 2 and 5 wherever it is; it also knows a number that it does not use. */
    private record Line(double learningRateFactor) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(
                    new LossState.Learned("offset", Shape.of(), Initializer.zero(), learningRateFactor),
                    new LossState.Learned("unused", Shape.of(2), Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(
                    input.embeddings().sum().mul(2).add(input.state("offset").mul(5)));
        }

        @Override
        public Workload workload(BatchProfile batch) {
            return new Workload(0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0, 0, 1",
        "0.1, 0.9, 0, 1",
        "0.1, 0, 0.25, 1",
        "0.05, 0.9, 0.01, 1",
        "0.05, 0.9, 0.01, 10",
        "0, 0.9, 0.01, 1",
    })
    void weightsFollowTheArithmeticOfSgd(double learningRate, double momentum, double decay, double factor) {
        Sgd sgd = new Sgd(learningRate, momentum, decay);
        try (TrainingSession session = open(sgd, factor)) {
            for (int i = 0; i < 5; i++) {
                session.step(batch(i));
            }
            Weights weights = session.weights();
            // Five updates in float32 of numbers of size 1 to 100.
            assertThat(only(weights, WEIGHT)).isCloseTo(moved(0.75, LAMBDA * 2 * PIXEL, sgd, 1, 5), within(2e-5));
            assertThat(only(weights, BIAS)).isCloseTo(moved(-0.5, LAMBDA * 2, sgd, 1, 5), within(2e-5));
            assertThat(only(weights, OFFSET)).isCloseTo(moved(4, LAMBDA * 5, sgd, factor, 5), within(5e-5));
        }
    }

    @Test
    void weightDecayReachesWhatNoGradientReaches() {
        try (TrainingSession session = open(new Sgd(0.5, 0, 0.1), 1)) {
            session.step(batch(0));
            assertThat(session.weights().get("loss.line.unused").toArray())
                    .containsExactly(new float[] {0.95f, -1.9f}, within(1e-6f));
        }
    }

    @Test
    void resultsAreThoseFromBeforeTheUpdate() {
        try (TrainingSession session = open(new Sgd(0.1, 0.9, 0), 1)) {
            // Embedding 0.75 * 3 - 0.5 = 1.75: the loss is 2 * 1.75 + 5 * 4, weighted by a half.
            assertThat(session.step(batch(0)).loss()).isCloseTo(11.75, within(1e-6));
            assertThat(only(session.weights(), OFFSET)).isCloseTo(3.75, within(1e-6));
        }
    }

    @Test
    void restoringForgetsMomentum() {
        Sgd sgd = new Sgd(0.1, 0.9, 0);
        try (TrainingSession session = open(sgd, 1)) {
            session.step(batch(0));
            session.step(batch(1));
            session.restore(weights(1));
            session.step(batch(2));
            assertThat(only(session.weights(), OFFSET)).isCloseTo(moved(4, LAMBDA * 5, sgd, 1, 1), within(1e-6));
        }
    }

    private static double moved(double start, double gradient, Sgd sgd, double factor, int steps) {
        double weight = start;
        double velocity = 0;
        for (int i = 0; i < steps; i++) {
            velocity = sgd.momentum() * velocity + gradient + sgd.weightDecay() * weight;
            weight -= sgd.learningRate() * factor * velocity;
        }
        return weight;
    }

    private static double only(Weights weights, String name) {
        return weights.get(name).toArray()[0];
    }

    private TrainingSession open(Sgd sgd, double factor) {
        NetworkPlan plan = plan();
        return engine().open(new SessionRequest(plan, objective(factor), sgd, 1, weights(factor), 1, 1));
    }

    private static NetworkPlan plan() {
        return NetworkPlan.of(
                new NetworkSpec("one weight", List.of(new Flatten(), new Linear(1, true))), Shape.of(1, 1, 1));
    }

    private static Objective objective(double factor) {
        return new Objective("line", List.of(new Objective.Term("line", LAMBDA, new Line(factor))));
    }

    private static Weights weights(double factor) {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        for (String name : Weights.initial(plan(), objective(factor), 1, 1).names()) {
            arrays.put(name, FloatArray.of(Shape.of(2), 1, -2));
        }
        arrays.put(WEIGHT, FloatArray.of(Shape.of(1, 1), 0.75f));
        arrays.put(BIAS, FloatArray.of(Shape.of(1), -0.5f));
        arrays.put(OFFSET, FloatArray.of(Shape.of(), 4));
        return Weights.of(arrays);
    }

    private static TrainingBatch batch(int step) {
        return new TrainingBatch(0, step, new float[] {(float) PIXEL}, new int[] {0});
    }
}
