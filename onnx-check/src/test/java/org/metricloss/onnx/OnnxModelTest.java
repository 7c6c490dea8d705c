package org.metricloss.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.Window;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.random.RandomStream;
import org.metricloss.models.Model;
import org.metricloss.models.ModelInput;
import org.metricloss.models.ModelOrigin;
import org.metricloss.models.Thresholds;
import org.metricloss.models.TrainedModel;
import org.metricloss.models.WeightsFile;
import org.metricloss.models.onnx.OnnxModel;

/** Trains networks for a few steps, exports them and compares what ONNX Runtime gives for raw inputs with the engine's embeddings. */
class OnnxModelTest {
    private static final int CLASSES = 4;
    private static final int STEPS = 5;
    private static final int DIMENSION = 5;
    private static final double TOLERANCE = 1e-5;

    private record Subject(NetworkSpec network, ModelInput input) {
        @Override
        public String toString() {
            return network.name() + " on " + input.shape() + (input.unitLength() ? " of length 1" : "");
        }
    }

    private static final ModelInput GREY =
            new ModelInput(List.of(1, 28, 28), 255, List.of(127.5), List.of(128.0), false);
    private static final ModelInput COLOR =
            new ModelInput(List.of(3, 17, 14), 16, List.of(1.0, 2.0, 3.0), List.of(7.0, 8.0, 9.0), true);

    private static final ModelInput VECTORS = new ModelInput(
            List.of(6), 255, List.of(1.0, 0.5, 0.0, -0.5, -1.0, 2.0), List.of(1.0, 2.0, 3.0, 0.5, 0.25, 1.0), false);
    private static final ModelInput FAR_VECTORS =
            new ModelInput(List.of(6), 255, List.of(101325.0037), List.of(0.5), false);
    private static final ModelInput UNIT_VECTORS = new ModelInput(List.of(6), 255, List.of(0.0), List.of(1.0), true);

    static Stream<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (NamedNetwork named : NamedNetwork.values()) {
            subjects.add(new Subject(named.withEmbedding(DIMENSION), images(named)));
        }
        subjects.add(new Subject(everyLayerOfImages(), COLOR));
        subjects.add(new Subject(everyLayerOfFeatures(), COLOR));
        subjects.add(new Subject(NamedNetwork.LINEAR.withEmbedding(DIMENSION), FAR_VECTORS));
        for (ModelInput vectors : List.of(VECTORS, UNIT_VECTORS)) {
            subjects.add(new Subject(NamedNetwork.LINEAR.withEmbedding(DIMENSION), vectors));
            subjects.add(new Subject(NamedNetwork.MLP.withEmbedding(DIMENSION), vectors));
            subjects.add(new Subject(everyLayerOfVectors(), vectors));
        }
        return subjects.stream();
    }

    /** {@return images that are as small as the network allows without pooling all places into one} */
    private static ModelInput images(NamedNetwork network) {
        return switch (network) {
            case LINEAR, MLP, LENET, LENET_PLUS_PLUS -> GREY;
            case CONV4 -> color(32, 28);
            case RESNET8, RESNET18_SMALL -> color(12, 10);
            case RESNET18, RESNET50 -> color(40, 36);
            case CENTER_FACE -> color(48, 40);
        };
    }

    private static ModelInput color(int height, int width) {
        return new ModelInput(
                List.of(3, height, width), 255, List.of(123.7, 116.3, 103.5), List.of(58.4, 57.1, 57.4), false);
    }

    private static NetworkSpec everyLayerOfImages() {
        return new NetworkSpec(
                "every layer of images",
                List.of(
                        new Convolution(8, 3, 1, 2, 1, false),
                        new Layer.BatchNorm(),
                        new Layer.PRelu(),
                        new Layer.MaxPool(new Window(3, 2, 1, true)),
                        new Residual(
                                List.of(new Convolution(8, 3, 1, 1, 4, true), new Layer.Gelu()),
                                List.of(new Layer.AveragePool(new Window(3, 1, 1, false)))),
                        new Layer.AveragePool(new Window(2, 2, 0, true)),
                        new Convolution(4, 2, 0),
                        new Layer.Dropout(0.2),
                        new Layer.GlobalAveragePool(),
                        new Layer.Linear(DIMENSION, false)));
    }

    private static NetworkSpec everyLayerOfFeatures() {
        return new NetworkSpec(
                "every layer of features",
                List.of(
                        new Layer.Flatten(),
                        new Layer.Linear(16, true),
                        new Layer.BatchNorm(),
                        new Layer.PRelu(),
                        new Layer.LayerNorm(),
                        new Layer.Linear(12, true),
                        new Layer.Relu(),
                        new Layer.LengthNorm(),
                        new Layer.Linear(DIMENSION, true)));
    }

    private static NetworkSpec everyLayerOfVectors() {
        return new NetworkSpec(
                "every layer of vectors",
                List.of(
                        new Layer.Linear(16, true),
                        new Layer.LayerNorm(),
                        new Layer.Gelu(),
                        new Residual(
                                List.of(new Layer.Linear(16, false), new Layer.BatchNorm(), new Layer.Relu()),
                                List.of()),
                        new Layer.Dropout(0.2),
                        new Layer.Linear(DIMENSION, true),
                        new Layer.LengthNorm()));
    }

    /** A kind of layer that no network here has is not tested. */
    @Test
    void everyKindOfLayerIsTested() {
        assertThat(subjects()
                        .flatMap(subject ->
                                NetworkPlan.of(
                                        subject.network(), subject.input().toShape())
                                        .everyStage()
                                        .stream())
                        .map(stage -> (Object) stage.layer().getClass())
                        .distinct())
                .containsExactlyInAnyOrder((Object[]) Layer.class.getPermittedSubclasses());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void onnxRuntimeGivesTheSameEmbeddings(Subject subject) throws OrtException {
        NetworkPlan plan = NetworkPlan.of(subject.network(), subject.input().toShape());
        Objective objective =
                Objective.of("softmax", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        SessionRequest request =
                SessionRequest.fromSeed(plan, objective, new OptimizerSpec.Sgd(rate(subject), 0.9, 0), CLASSES, 1, 2);
        try (TrainingSession session = Engine.all().get("djl").open(request)) {
            for (int step = 0; step < STEPS; step++) {
                float[] raw = raw(subject, 16, step);
                subject.input().scale(raw);
                int[] labels = new int[16];
                Arrays.setAll(labels, i -> i % CLASSES);
                session.step(new TrainingBatch(0, step, raw, labels));
            }
            byte[] onnx = OnnxModel.of(model(subject, session));
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession runtime = environment.createSession(onnx)) {
                for (int samples : new int[] {1, 33}) {
                    float[] raw = raw(subject, samples, 100 + samples);
                    float[] actual = run(environment, runtime, subject, raw, samples);
                    subject.input().scale(raw);
                    requireClose(actual, session.embed(raw, samples));
                }
            }
        }
    }

    /** {@return a learning rate at which twenty steps do not diverge} */
    private static double rate(Subject subject) {
        boolean deep = List.of(NamedNetwork.RESNET50.id(), NamedNetwork.CENTER_FACE.id())
                .contains(subject.network().name());
        return deep ? 0.001 : 0.05;
    }

    private static void requireClose(float[] actual, float[] expected) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        assertThat(actual).hasSameSizeAs(expected);
        assertThat(largest).as("the largest entry").isBetween(1e-3, 1e6);
        assertThat(difference).isLessThan(TOLERANCE * largest);
    }

    private static float[] run(
            OrtEnvironment environment, OrtSession runtime, Subject subject, float[] raw, int samples)
            throws OrtException {
        long[] shape = new long[subject.input().shape().size() + 1];
        shape[0] = samples;
        for (int i = 1; i < shape.length; i++) {
            shape[i] = subject.input().shape().get(i - 1);
        }
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(raw.clone()), shape);
                OrtSession.Result result = runtime.run(Map.of(OnnxModel.INPUT, input))) {
            float[][] rows =
                    (float[][]) result.get(OnnxModel.OUTPUT).orElseThrow().getValue();
            float[] flat = new float[samples * DIMENSION];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = rows[i / DIMENSION][i % DIMENSION];
            }
            return flat;
        }
    }

    /** {@return pixels from 0 to 255, brighter from class to class, or numbers near 0 or near a large mean} */
    private static float[] raw(Subject subject, int samples, int draw) {
        RandomStream random = RandomStream.of(3, "raw", draw, 0);
        int values = subject.input().values();
        float[] raw = new float[samples * values];
        for (int i = 0; i < raw.length; i++) {
            int label = i / values % CLASSES;
            raw[i] = subject.input().isImage()
                    ? random.nextInt(64 * (label + 1))
                    : (float) (Math.max(0, subject.input().offset().get(0) - 1)
                            + random.nextGaussian()
                            + (i % values == label ? 2 : 0));
        }
        return raw;
    }

    private static TrainedModel model(Subject subject, TrainingSession session) {
        String hash = "0".repeat(64);
        ModelOrigin origin = new ModelOrigin(
                "softmax.djl.seed-1",
                hash,
                ModelOrigin.hash(hash, "softmax.djl.seed-1"),
                "softmax",
                "djl",
                "cpu",
                2,
                1,
                1,
                "last",
                Map.of(),
                JsonNodeFactory.instance.objectNode());
        Model description = new Model(
                Model.FORMAT,
                subject.network(),
                subject.input(),
                DIMENSION,
                "euclidean",
                List.of("a", "b", "c", "d"),
                CLASSES,
                List.of(),
                Thresholds.absent("not measured"),
                origin,
                new WeightsFile(1, hash));
        return new TrainedModel(description, session.weights(), Optional.empty());
    }
}
