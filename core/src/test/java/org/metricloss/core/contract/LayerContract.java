package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.Layer.BatchNorm;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.LengthNorm;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.Layer.MaxPool;
import org.metricloss.core.network.Layer.PRelu;
import org.metricloss.core.network.Layer.Relu;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.network.Residual;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;

/**
 * What every layer must compute, forward and backward, embedding and training: small networks against plain loops in
 * float64 and their finite differences. A step with learning rate 1 shows the gradient: it is what a weight lost.
 */
public abstract class LayerContract {
    private static final int SAMPLES = 3;
    private static final long SEED = 5;
    private static final Objective OBJECTIVE = Objective.of("sum", new WeightedSum());
    private static final OptimizerSpec UNIT_STEP = new OptimizerSpec.Sgd(1, 0, 0);

    /** {@return the engine under test} */
    protected abstract Engine engine();

    @ParameterizedTest
    @EnumSource
    void embeddingIsThatOfPlainLoops(LayerCase network) {
        NetworkPlan plan = network.plan();
        Weights weights = weights(plan);
        float[] images = images(SAMPLES);
        double[] expected = new ReferenceNetwork(plan, parameters(plan, weights), Optional.empty())
                .forward(widened(images), SAMPLES);
        try (TrainingSession session = open(plan, weights)) {
            // Sums of up to a hundred products of size 1 in float32.
            assertThat(widened(session.embed(images, SAMPLES))).containsExactly(expected, within(2e-5));
        }
    }

    @ParameterizedTest
    @EnumSource
    void stepFollowsTheGradientOfPlainLoops(LayerCase network) {
        NetworkPlan plan = network.plan();
        Weights weights = weights(plan);
        TrainingBatch batch = new TrainingBatch(3, 14, images(SAMPLES), new int[] {0, 1, 2});
        StepResult result;
        Weights after;
        try (TrainingSession session = open(plan, weights)) {
            result = session.step(batch);
            after = session.weights();
        }
        Map<String, double[]> parameters = parameters(plan, weights);
        double[] images = widened(batch.images());
        double[] factors = widened(weights.get("loss.sum.factors").toArray());
        assertThat(result.loss()).isCloseTo(loss(plan, parameters, images, factors), within(1e-4));
        for (ParameterSpec parameter : plan.parameters()) {
            if (parameter.role() == ParameterSpec.Role.TRAINED) {
                double[] gradient = FiniteDifferences.of(
                        moved -> {
                            Map<String, double[]> changed = new HashMap<>(parameters);
                            changed.put(parameter.name(), moved);
                            return loss(plan, changed, images, factors);
                        },
                        parameters.get(parameter.name()));
                // A gradient in float32, read off a difference of weights.
                assertThat(lost(parameter, weights, after))
                        .as(parameter.name())
                        .containsExactly(gradient, within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BATCH_NORM_OF_CHANNELS", "BATCH_NORM_OF_FEATURES", "RESIDUAL", "RESIDUAL_WITH_SHORTCUT"})
    void runningStatisticsFollowThePlainLoops(LayerCase network) {
        NetworkPlan plan = network.plan();
        Weights weights = weights(plan);
        TrainingBatch batch = new TrainingBatch(0, 0, images(SAMPLES), new int[] {0, 1, 2});
        ReferenceNetwork reference =
                new ReferenceNetwork(plan, parameters(plan, weights), Optional.of(new StepDraws(SEED, 0, 0)));
        reference.forward(widened(batch.images()), SAMPLES);
        assertThat(reference.tracked()).hasSize(2);
        try (TrainingSession session = open(plan, weights)) {
            session.embed(batch.images(), SAMPLES);
            session.step(batch);
            reference
                    .tracked()
                    .forEach((name, expected) -> assertThat(widened(session.weights()
                                    .get(Weights.networkName(name))
                                    .toArray()))
                            .as(name)
                            .containsExactly(expected, within(1e-5)));
        }
    }

    @Test
    void tiedMaximumGivesItsGradientToTheFirstOfItsWindow() {
        // Kernels of 0 make all nine places of the one window tie;
        // which of them has the gradient shows in the kernels'.
        NetworkPlan plan = NetworkPlan.of(
                new NetworkSpec("ties", List.of(new Convolution(1, 2, 1), new MaxPool(3), new Flatten())),
                Shape.of(1, 2, 2));
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        arrays.put("network.0.convolution.weight", FloatArray.of(Shape.of(1, 1, 2, 2), new float[4]));
        arrays.put("network.0.convolution.bias", FloatArray.of(Shape.of(1), 0));
        arrays.put("loss.sum.factors", FloatArray.of(Shape.of(1, 1), 1));
        try (TrainingSession session = open(plan, Weights.of(arrays), 1)) {
            session.step(new TrainingBatch(0, 0, new float[] {2, 3, 5, 7}, new int[] {0}));
            // At the window's first place the kernel lies over three zeros of padding and the pixel 2.
            assertThat(session.weights().get("network.0.convolution.weight").toArray())
                    .containsExactly(0, 0, 0, -2);
        }
    }

    @Test
    void rectifiersAtZeroHaveTheSlopeOfTheNegativeSide() {
        NetworkPlan plan = NetworkPlan.of(
                new NetworkSpec(
                        "kinks",
                        List.of(new Flatten(), new Linear(2, true), new PRelu(), new Linear(2, true), new Relu())),
                Shape.of(1, 1, 1));
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        arrays.put("network.1.linear.weight", FloatArray.of(Shape.of(2, 1), 0, 0));
        arrays.put("network.1.linear.bias", FloatArray.of(Shape.of(2), 0, 0));
        arrays.put("network.2.prelu.slope", FloatArray.of(Shape.of(2), 0.25f, 0.5f));
        arrays.put("network.3.linear.weight", FloatArray.of(Shape.of(2, 2), 1, 0, 0, 1));
        arrays.put("network.3.linear.bias", FloatArray.of(Shape.of(2), 1, 0));
        arrays.put("loss.sum.factors", FloatArray.of(Shape.of(1, 2), 8, 8));
        try (TrainingSession session = open(plan, Weights.of(arrays), 1)) {
            session.step(new TrainingBatch(0, 0, new float[] {3}, new int[] {0}));
            // The second output is at the ReLU's kink: nothing passes. The first gets PReLU's slope 0.25 times 8.
            assertThat(session.weights().get("network.1.linear.bias").toArray()).containsExactly(-2, 0);
            assertThat(session.weights().get("network.3.linear.bias").toArray()).containsExactly(-7, 0);
        }
    }

    /** The squares of 1e-30 and 1e30 are 0 and infinite in float32. */
    @ParameterizedTest
    @ValueSource(floats = {0, 1e-30f, 1e-20f, 2, 1e20f, 1e30f})
    void lengthNormIsRightForFeaturesOfEverySize(float size) {
        NetworkPlan plan = NetworkPlan.of(
                new NetworkSpec("lengths", List.of(new Linear(2, false), new LengthNorm())), Shape.of(1));
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        arrays.put("network.0.linear.weight", FloatArray.of(Shape.of(2, 1), 3, 4));
        arrays.put("loss.sum.factors", FloatArray.of(Shape.of(1, 2), 1, 0));
        float length = size == 0 ? 0 : 1;
        try (TrainingSession session = open(plan, Weights.of(arrays), 1)) {
            assertThat(session.embed(new float[] {size, -size}, 2))
                    .containsExactly(
                            new float[] {0.6f * length, 0.8f * length, -0.6f * length, -0.8f * length}, within(1e-6f));
            session.step(new TrainingBatch(0, 0, new float[] {size}, new int[] {0}));
            // The derivative of 3 / 5 by the weights (3, 4) is (16, -12) / 125; zeros pass no gradient.
            assertThat(session.weights().get("network.0.linear.weight").toArray())
                    .containsExactly(new float[] {3 - 0.128f * length, 4 + 0.096f * length}, within(1e-5f));
        }
    }

    @Test
    void embedsVectors() {
        NetworkPlan plan = NetworkPlan.of(new NetworkSpec("vectors", List.of(new Linear(2, false))), Shape.of(3));
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        arrays.put("network.0.linear.weight", FloatArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
        arrays.put("loss.sum.factors", FloatArray.of(Shape.of(1, 2), 1, 1));
        try (TrainingSession session = open(plan, Weights.of(arrays), 1)) {
            assertThat(session.embed(new float[] {1, 0, 0, 0, 1, 1}, 2)).containsExactly(1, 4, 5, 11);
            session.step(new TrainingBatch(0, 0, new float[] {1, 0, 2}, new int[] {0}));
            assertThat(session.weights().get("network.0.linear.weight").toArray())
                    .containsExactly(0, 2, 1, 3, 5, 4);
        }
    }

    private static final List<Layer> FIVE_LAYERS =
            List.of(new Convolution(3, 3, 1), new BatchNorm(), residual(), new Flatten(), new Linear(2, true));

    private static Residual residual() {
        return new Residual(List.of(new Convolution(3, 3, 1), new BatchNorm()), List.of());
    }

    @Test
    void frozenLayersKeepWeightsAndStatisticsAndUseThese() {
        LayerTraining training = new LayerTraining(1, 1, List.of(new LayerTraining.LayerRange(1, 2)), List.of());
        NetworkPlan plan = NetworkPlan.of(new NetworkSpec("frozen", FIVE_LAYERS).trainedBy(training), LayerCase.IMAGE);
        Weights weights = weights(plan);
        TrainingBatch batch = new TrainingBatch(3, 14, images(SAMPLES), new int[] {0, 1, 2});
        double[] factors = widened(weights.get("loss.sum.factors").toArray());
        try (TrainingSession session = open(plan, weights)) {
            assertThat(session.step(batch).loss())
                    .isCloseTo(loss(plan, parameters(plan, weights), widened(batch.images()), factors), within(1e-4));
            Weights after = session.weights();
            for (ParameterSpec parameter : plan.parameters()) {
                String name = Weights.networkName(parameter.name());
                boolean frozen =
                        parameter.name().startsWith("1.") || parameter.name().startsWith("2.");
                assertThat(parameter.role() == ParameterSpec.Role.FROZEN).isEqualTo(frozen);
                assertThat(Arrays.equals(
                                weights.get(name).toArray(), after.get(name).toArray()))
                        .as(name)
                        .isEqualTo(frozen);
            }
        }
    }

    @Test
    void aNetworkFrozenAsAWholeKeepsItsEmbeddings() {
        LayerTraining training = new LayerTraining(1, 1, List.of(new LayerTraining.LayerRange(0, 4)), List.of());
        NetworkPlan plan = NetworkPlan.of(new NetworkSpec("frozen", FIVE_LAYERS).trainedBy(training), LayerCase.IMAGE);
        OptimizerSpec clipped = new OptimizerSpec.Sgd(1, 0, 0, OptionalDouble.of(1));
        try (TrainingSession session =
                engine().open(new SessionRequest(plan, OBJECTIVE, clipped, SAMPLES, weights(plan), SEED, 1))) {
            float[] before = session.embed(images(SAMPLES), SAMPLES);
            session.step(new TrainingBatch(0, 0, images(SAMPLES), new int[] {0, 1, 2}));
            assertThat(session.embed(images(SAMPLES), SAMPLES)).containsExactly(before);
        }
    }

    @Test
    void biasesAndLayersHaveLearningRatesOfTheirOwn() {
        LayerTraining training = new LayerTraining(
                2, 0, List.of(), List.of(new LayerTraining.Rate(new LayerTraining.LayerRange(2, 2), 0.5)));
        NetworkPlan plain = NetworkPlan.of(new NetworkSpec("plain", FIVE_LAYERS), LayerCase.IMAGE);
        NetworkPlan plan = NetworkPlan.of(new NetworkSpec("rates", FIVE_LAYERS).trainedBy(training), LayerCase.IMAGE);
        Weights weights = weights(plan);
        TrainingBatch batch = new TrainingBatch(0, 0, images(SAMPLES), new int[] {0, 1, 2});
        OptimizerSpec decaying = new OptimizerSpec.Sgd(1, 0, 0.125);
        Weights expected;
        Weights found;
        try (TrainingSession session = open(plain, weights);
                TrainingSession other =
                        engine().open(new SessionRequest(plan, OBJECTIVE, decaying, SAMPLES, weights, SEED, 1))) {
            session.step(batch);
            other.step(batch);
            expected = session.weights();
            found = other.weights();
        }
        for (ParameterSpec parameter : plain.parameters()) {
            if (parameter.role() != ParameterSpec.Role.TRAINED) {
                continue;
            }
            boolean bias = parameter.localName().equals("bias");
            double rate = (bias ? 2 : 1) * (parameter.name().startsWith("2.") ? 0.5 : 1);
            double[] gradient = lost(parameter, weights, expected);
            double[] moved = lost(parameter, weights, found);
            float[] start = weights.get(Weights.networkName(parameter.name())).toArray();
            for (int i = 0; i < gradient.length; i++) {
                double decay = bias ? 0 : 0.125 * start[i];
                assertThat(moved[i]).as(parameter.name()).isCloseTo(rate * (gradient[i] + decay), within(2e-5));
            }
        }
    }

    private TrainingSession open(NetworkPlan plan, Weights weights) {
        return open(plan, weights, SAMPLES);
    }

    private TrainingSession open(NetworkPlan plan, Weights weights, int classes) {
        return engine().open(new SessionRequest(plan, OBJECTIVE, UNIT_STEP, classes, weights, SEED, 1));
    }

    /** {@return weights without a special value: biases, slopes, scales and running statistics are drawn, too} */
    private static Weights weights(NetworkPlan plan) {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        Weights initial = Weights.initial(plan, OBJECTIVE, SAMPLES, SEED);
        for (String name : initial.names()) {
            FloatArray array = initial.get(name);
            RandomStream random = RandomStream.of(SEED, name);
            float[] values = array.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("Variance") || name.endsWith("scale")
                        ? 0.5f + random.nextFloat()
                        : random.nextFloat() - 0.5f;
            }
            arrays.put(name, FloatArray.of(array.shape(), values));
        }
        return Weights.of(arrays);
    }

    private static float[] images(int samples) {
        RandomStream random = RandomStream.of(SEED, "images");
        float[] images = new float[samples * LayerCase.IMAGE.elements()];
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextGaussian();
        }
        return images;
    }

    private static double loss(NetworkPlan plan, Map<String, double[]> parameters, double[] images, double[] factors) {
        double[] embeddings = new ReferenceNetwork(plan, parameters, Optional.of(new StepDraws(SEED, 3, 14)))
                .forward(images, SAMPLES);
        return IntStream.range(0, embeddings.length)
                .mapToDouble(i -> embeddings[i] * factors[i])
                .sum();
    }

    private static Map<String, double[]> parameters(NetworkPlan plan, Weights weights) {
        Map<String, double[]> parameters = new HashMap<>();
        for (ParameterSpec parameter : plan.parameters()) {
            FloatArray array = weights.get(Weights.networkName(parameter.name()));
            parameters.put(parameter.name(), widened(array.toArray()));
        }
        return parameters;
    }

    private static double[] lost(ParameterSpec parameter, Weights before, Weights after) {
        String name = Weights.networkName(parameter.name());
        float[] from = before.get(name).toArray();
        float[] to = after.get(name).toArray();
        return IntStream.range(0, from.length)
                .mapToDouble(i -> (double) from[i] - to[i])
                .toArray();
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
