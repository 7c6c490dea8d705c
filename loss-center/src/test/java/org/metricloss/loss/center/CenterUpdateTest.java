package org.metricloss.loss.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.optimizer.OptimizerSpec;

/** Several steps of the updates that remember earlier ones. */
class CenterUpdateTest {
    private static final String WEIGHT = "network.1.linear.weight";
    private static final String CENTERS = "loss.center.centers";

    static List<Engine> engines() {
        return TestEngines.all();
    }

    /**
     * Momentum 0.5, decay 1: the rates are 0.5, 0.25, 1/6. Class 0 has a sample at 3 in steps 1 and 3; in step 2 it is
     * absent and goes on by half of its last step. Class 1 has its sample, at -1, in step 2 alone.
     */
    @ParameterizedTest
    @MethodSource("engines")
    void solverKeepsMomentumAndLowersTheRate(Engine engine) {
        CenterLoss loss = new CenterLoss(new CenterUpdate.Solver(0.5, 0.5, 1), CenterReduction.MEAN);
        Map<String, DoubleArray> state = new HashMap<>();
        loss.state(new LossSetting(2, 1))
                .forEach(each -> state.put(
                        each.name(),
                        DoubleArray.of(each.shape(), new double[each.shape().elements()])));
        double[][] samples = {{3}, {-1}, {3}};
        int[][] labels = {{0}, {1}, {0}};
        // Step 1: delta_0 = (0 - 3) / 2, v_0 = 0.5 (-1.5). Step 2: v_0 halves; delta_1 = (0 + 1) / 2, v_1 = 0.25 / 2.
        // Step 3: delta_0 = (1.125 - 3) / 2, v_0 = -0.375 / 2 - 0.9375 / 6; v_1 halves.
        double[][] velocities = {{-0.75, 0}, {-0.375, 0.125}, {-0.1875 - 0.15625, 0.0625}};
        double[][] centers = {{0.75, 0}, {1.125, -0.125}, {1.46875, -0.1875}};
        for (int step = 0; step < 3; step++) {
            DoubleArray embeddings = DoubleArray.of(Shape.of(1, 1), samples[step]);
            state.putAll(LossRun.of(engine, loss, 0.003, LossExample.of(embeddings, labels[step], 2, state))
                    .nextState());
            Offset<Double> rounding = within(1e-15);
            assertThat(state.get("velocity").toArray())
                    .as("v, step " + step)
                    .containsExactly(velocities[step], rounding);
            assertThat(state.get("centers").toArray()).as("c, step " + step).containsExactly(centers[step], rounding);
            assertThat(state.get("steps").toArray()).containsExactly(step + 1);
        }
    }

    /**
     * A network x = w p of one weight, and centers trained at twice its rate, by descent with momentum 0.5 and weight decay
     * 0.25. Pixels 1 and 2 of class 0, in every step; class 1 is absent, and only weight decay moves its center.
     */
    @ParameterizedTest
    @MethodSource("engines")
    void gradientTrainsCentersByTheOptimizerOnTheWeightedLoss(Engine engine) {
        double lambda = 0.5;
        double rate = 0.25;
        double momentum = 0.5;
        double decay = 0.25;
        CenterLoss loss = new CenterLoss(new CenterUpdate.Gradient(2), CenterReduction.SUM);
        NetworkPlan network = NetworkPlan.of(
                new NetworkSpec("line", List.of(new Layer.Flatten(), new Layer.Linear(1, false))), Shape.of(1, 1, 1));
        Objective objective = new Objective("center", List.of(new Term("center", lambda, loss)));
        Weights initial = Weights.initial(network, objective, 2, 1)
                .with(WEIGHT, FloatArray.of(Shape.of(1, 1), 1))
                .with(CENTERS, FloatArray.of(Shape.of(2, 1), 0.5f, 4));
        OptimizerSpec sgd = new OptimizerSpec.Sgd(rate, momentum, decay);

        double w = 1;
        double[] c = {0.5, 4};
        double vw = 0;
        double[] vc = {0, 0};
        try (TrainingSession session = engine.open(new SessionRequest(network, objective, sgd, 2, initial, 1, 1))) {
            for (int step = 0; step < 4; step++) {
                double x1 = w;
                double x2 = 2 * w;
                double expected = ((x1 - c[0]) * (x1 - c[0]) + (x2 - c[0]) * (x2 - c[0])) / 2;
                double value = session.step(new TrainingBatch(0, step, new float[] {1, 2}, new int[] {0, 0}))
                        .terms()
                        .get(0)
                        .value();
                assertThat(value).as("value, step " + step).isPositive().isCloseTo(expected, within(1e-5));

                double gw = lambda * ((x1 - c[0]) + 2 * (x2 - c[0]));
                double[] gc = {-lambda * ((x1 - c[0]) + (x2 - c[0])), 0};
                vw = momentum * vw + gw + decay * w;
                w -= rate * vw;
                for (int j = 0; j < 2; j++) {
                    vc[j] = momentum * vc[j] + gc[j] + decay * c[j];
                    c[j] -= 2 * rate * vc[j];
                }
                assertNear("w, step " + step, session.weights().get(WEIGHT), w);
                assertNear("c, step " + step, session.weights().get(CENTERS), c);
            }
        }
        assertThat(c[0]).as("the center moved").isNotCloseTo(0.5, within(0.1));
    }

    /**
     * The optimizer's rate 0.25, halved in the third step, times 2 = 1 / weight; momentum 0.5; its weight decay does not
     * reach the centers. The one sample is at 3, and delta = (c - 3) / 2.
     */
    @ParameterizedTest
    @MethodSource("engines")
    void theOptimizerMovesCentersAlongDeltaAtItsOwnRate(Engine engine) {
        CenterLoss loss = new CenterLoss(new CenterUpdate.ByOptimizer(2), CenterReduction.MEAN);
        NetworkPlan network = NetworkPlan.of(
                new NetworkSpec("fixed", List.of(new Layer.Flatten(), new Layer.Linear(1, false)))
                        .trainedBy(new LayerTraining(1, 1, List.of(new LayerTraining.LayerRange(1, 1)), List.of())),
                Shape.of(1, 1, 1));
        Objective objective = new Objective("center", List.of(new Term("center", 0.5, loss)));
        Weights initial = Weights.initial(network, objective, 2, 1)
                .with(WEIGHT, FloatArray.of(Shape.of(1, 1), 1))
                .with(CENTERS, FloatArray.of(Shape.of(2, 1), 0, 4));
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.25, 0.5, 0.25);
        double center = 0;
        double velocity = 0;
        try (TrainingSession session = engine.open(new SessionRequest(network, objective, sgd, 2, initial, 1, 1))) {
            for (int step = 0; step < 3; step++) {
                double factor = step < 2 ? 1 : 0.5;
                session.step(new TrainingBatch(0, step, new float[] {3}, new int[] {0}, Optional.empty(), factor));
                velocity = 0.5 * velocity + (center - 3) / 2;
                center -= 0.25 * factor * velocity;
                assertNear("c, step " + step, session.weights().get(CENTERS), center, 4);
            }
        }
        assertThat(center).isGreaterThan(0.5);
    }

    /** Four steps in float32 on numbers near 1. */
    private static void assertNear(String what, FloatArray actual, double... expected) {
        float[] values = actual.toArray();
        assertThat(values).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).as(what).isCloseTo(expected[i], within(1e-5));
        }
    }
}
