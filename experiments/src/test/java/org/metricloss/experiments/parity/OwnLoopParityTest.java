package org.metricloss.experiments.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossExamples;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.engine.djl.DjlLossBlock;
import org.metricloss.engine.tensorflow.TensorFlowLoss;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Every loss in a training loop of DJL and in a graph of TensorFlow: the numbers are those of the harness. */
class OwnLoopParityTest {
    /** A few roundings of float32: TensorFlow may sum in another order where more of the graph is fetched. */
    private static final Tolerance CLOSE = new Tolerance(2e-6, 1e-7);

    private static final long SEED = 5;
    private static final String NAME = "loss";
    private static final Map<String, MetricLoss> LOSSES = LossVariants.all();

    static Stream<String> losses() {
        return LOSSES.keySet().stream();
    }

    /** The losses with their defaults: to build a graph of each variant takes long. */
    static Stream<String> defaults() {
        return LossProvider.all().all().stream().map(LossProvider::id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void lossInDjlGivesTheBitsOfTheHarness(String name) {
        Objective objective = Objective.of(NAME, LOSSES.get(name));
        LossExample example = example(LOSSES.get(name));
        Evaluated expected = Engine.all().get("djl").evaluate(objective, example);
        try (NDManager manager = NDManager.newBaseManager()) {
            DjlLossBlock block = DjlLossBlock.of(Blocks.identityBlock(), objective, example.setting(), SEED);
            block.initialize(manager, DataType.FLOAT32, djl(example.embeddings().shape()));
            ParameterList parameters = block.getDirectParameters();
            example.state().forEach((state, value) -> set(parameters.get(state), value));
            NDArray x = array(manager, example.embeddings());
            x.setRequiresGradient(true);
            NDList labels = labels(manager, example);
            float value;
            NDList predictions;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                predictions = block.forward(new ParameterStore(manager, false), new NDList(x), true);
                NDArray computed = block.loss().evaluate(labels, predictions);
                collector.backward(computed);
                value = computed.getFloat();
            }
            assertThat(value).isEqualTo((float) expected.result().loss());
            assertThat(block.loss().evaluate(labels, predictions).getFloat())
                    .as("the same once more, before the state moves")
                    .isEqualTo(value);
            assertThat(x.getGradient().toFloatArray()).isEqualTo(floats(expected.gradient()));
            expected.stateGradients()
                    .forEach((state, gradient) -> assertThat(parameters
                                    .get(state)
                                    .getArray()
                                    .getGradient()
                                    .toFloatArray())
                            .as(state)
                            .isEqualTo(floats(gradient)));
            ParameterList moved = block.getDirectParameters();
            expected.nextState()
                    .forEach((state, next) -> assertThat(
                                    moved.get(state).getArray().toFloatArray())
                            .as(state)
                            .isEqualTo(floats(next)));
            assertThat(moved.get("steps").getArray().toLongArray()).containsExactly(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defaults")
    void lossInAGraphGivesTheNumbersOfTheHarness(String name) {
        Objective objective = Objective.of(NAME, LOSSES.get(name));
        LossExample example = example(LOSSES.get(name));
        Evaluated expected = Engine.all().get("tensorflow").evaluate(objective, example);
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> given =
                    placeholder(tf, TFloat32.class, example.embeddings().shape());
            Placeholder<TInt64> labels = placeholder(tf, TInt64.class, Shape.of(example.labels().length));
            Optional<Operand<TInt64>> tuples = example.tuples().map(listed -> tf.constant(longs(listed)));
            TensorFlowLoss loss =
                    TensorFlowLoss.of(tf, objective, example.setting(), tf.identity(given), labels, tuples, SEED);
            Output<?> chained = graph.addGradients(loss.value().asOutput(), new Output<?>[] {given.asOutput()})[0];
            List<Operand<? extends TType>> fetched = new ArrayList<>(List.of(loss.value(), loss.gradient(), chained));
            loss.learned().forEach(learned -> fetched.add(learned.gradient()));
            loss.initialize(session);
            Map<String, FloatArray> state = new LinkedHashMap<>(loss.state(session));
            example.state().forEach((each, value) -> state.put(each, FloatArray.of(value.shape(), floats(value))));
            loss.restore(session, state);
            try (TFloat32 x = TFloat32.tensorOf(
                            org.tensorflow.ndarray.Shape.of(
                                    example.labels().length,
                                    example.embeddings().shape().size(1)),
                            DataBuffers.of(floats(example.embeddings())));
                    TInt64 classes = TInt64.vectorOf(
                            Arrays.stream(example.labels()).asLongStream().toArray())) {
                Session.Runner runner = session.runner().feed(given, x).feed(labels, classes);
                fetched.forEach(runner::fetch);
                try (Result result = loss.run(session, runner.addTarget(loss.moves()))) {
                    CLOSE.assertClose(
                            "value",
                            ((TFloat32) result.get(0)).getFloat(),
                            expected.result().loss());
                    CLOSE.assertClose("gradient", doubles(result, 1), expected.gradient());
                    assertThat(doubles(result, 2).toArray())
                            .as("gradient through the value")
                            .isEqualTo(doubles(result, 1).toArray());
                    for (int i = 0; i < loss.learned().size(); i++) {
                        String learned = loss.learned().get(i).name();
                        CLOSE.assertClose(
                                learned,
                                doubles(result, 3 + i),
                                expected.stateGradients().get(learned));
                    }
                }
            }
            Map<String, FloatArray> after = loss.state(session);
            expected.nextState().forEach((each, next) -> CLOSE.assertClose(each, doubles(after.get(each)), next));
            assertThat(after.get("steps").toArray()).containsExactly(1);
        }
    }

    /** An ordinary batch in float32 with the draws of the first step. */
    private static LossExample example(MetricLoss loss) {
        LossExample given = LossExamples.ordinary(loss);
        Map<String, DoubleArray> state = new LinkedHashMap<>();
        given.state().forEach((name, value) -> state.put(NAME + "." + name, value));
        int samples = given.labels().length;
        int perSample = loss.drawsPerSample(samples);
        Optional<DoubleArray> draws = perSample == 0
                ? Optional.empty()
                : Optional.of(doubles(FloatArray.of(
                        Shape.of(samples, perSample), new StepDraws(SEED, 0, 0).lossDraws(NAME, samples * perSample))));
        return new LossExample(
                given.embeddings(),
                given.labels(),
                given.classes(),
                state,
                given.tuples(),
                draws,
                org.metricloss.core.array.DataType.FLOAT32,
                0);
    }

    private static NDList labels(NDManager manager, LossExample example) {
        NDList labels = new NDList(manager.create(example.labels()));
        example.tuples().ifPresent(tuples -> labels.add(manager.create(longs(tuples))));
        return labels;
    }

    private static void set(Parameter parameter, DoubleArray value) {
        JniUtils.setGradMode(false);
        try (NDArray created = array(parameter.getArray().getManager(), value)) {
            created.copyTo(parameter.getArray());
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    private static NDArray array(NDManager manager, DoubleArray values) {
        return manager.create(floats(values), djl(values.shape()));
    }

    private static ai.djl.ndarray.types.Shape djl(Shape shape) {
        return new ai.djl.ndarray.types.Shape(
                Arrays.stream(shape.toArray()).asLongStream().toArray());
    }

    private static <T extends TType> Placeholder<T> placeholder(Ops tf, Class<T> type, Shape shape) {
        return tf.placeholder(
                type,
                Placeholder.shape(org.tensorflow.ndarray.Shape.of(
                        Arrays.stream(shape.toArray()).asLongStream().toArray())));
    }

    private static long[][] longs(int[][] tuples) {
        return Arrays.stream(tuples)
                .map(tuple -> Arrays.stream(tuple).asLongStream().toArray())
                .toArray(long[][]::new);
    }

    private static float[] floats(DoubleArray array) {
        double[] values = array.toArray();
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }

    private static DoubleArray doubles(Result result, int index) {
        TFloat32 tensor = (TFloat32) result.get(index);
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(DataBuffers.of(values, false, false));
        return doubles(FloatArray.of(
                Shape.of(Arrays.stream(tensor.shape().asArray())
                        .mapToInt(Math::toIntExact)
                        .toArray()),
                values));
    }

    private static DoubleArray doubles(FloatArray array) {
        float[] values = array.toArray();
        double[] widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return DoubleArray.of(array.shape(), widened);
    }
}
