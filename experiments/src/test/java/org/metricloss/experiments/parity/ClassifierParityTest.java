package org.metricloss.experiments.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;

/** The classifiers that losses train: their logits, and the derivative by the images, from equal weights on each engine. */
class ClassifierParityTest {
    private static final int SAMPLES = 24;
    private static final int DIMENSION = 3;
    private static final List<Engine> ENGINES = List.copyOf(Engine.all().all());
    private static final Dataset DIGITS = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);

    static Stream<Arguments> crossEntropies() {
        return Stream.of(
                        Arguments.of("softmax", Map.of()),
                        Arguments.of("softmax", Map.of("bias", false)),
                        Arguments.of("normalized-softmax", Map.of()),
                        Arguments.of("cosface", Map.of("margin", 0.0)),
                        Arguments.of("arcface", Map.of("margin", 0.0)),
                        Arguments.of("sphereface", Map.of("margin", 1L)),
                        Arguments.of("soft-triple", Map.of("margin", 0.0, "tau", 0.0)))
                .flatMap(loss ->
                        ENGINES.stream().map(engine -> Arguments.of(engine.id(), loss.get()[0], loss.get()[1])));
    }

    /** Without a margin these losses are the mean cross-entropy of their classifier. */
    @ParameterizedTest(name = "{1} {2} on {0}")
    @MethodSource("crossEntropies")
    void logitsAreThoseWhoseCrossEntropyIsTrained(String engine, String id, Map<String, Object> parameters) {
        TrainingBatch batch = batch();
        try (TrainingSession session = Engine.all().get(engine).open(request(loss(id, parameters)))) {
            float[] embeddings = session.embed(batch.images(), SAMPLES);
            float[] logits = session.classLogits(embeddings, SAMPLES).orElseThrow();
            assertThat(Arrays.copyOf(logits, 3)).doesNotHaveDuplicates();
            double expected = crossEntropy(logits, batch.labels());
            assertThat(session.step(batch).loss()).isPositive().isCloseTo(expected, within(1e-5 * expected));
        }
    }

    private static double crossEntropy(float[] logits, int[] labels) {
        int classes = logits.length / labels.length;
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            double all = 0;
            for (int c = 0; c < classes; c++) {
                all += Math.exp(logits[i * classes + c] - logits[i * classes + labels[i]]);
            }
            sum += Math.log(all);
        }
        return sum / labels.length;
    }

    static List<String> allWithAClassifier() {
        List<String> found = LossProvider.all().all().stream()
                .map(LossProvider::id)
                .filter(id -> {
                    try (TrainingSession session = ENGINES.get(0).open(request(loss(id, Map.of())))) {
                        return session.classLogits(new float[DIMENSION], 1).isPresent();
                    }
                })
                .toList();
        assertThat(found)
                .contains("softmax", "arcface", "adaface", "proxy-anchor")
                .doesNotContain("center", "triplet");
        return found;
    }

    @ParameterizedTest
    @MethodSource("allWithAClassifier")
    void enginesAgreeOnLogitsAndOnTheDerivativeByTheImages(String id) {
        SessionRequest request = request(loss(id, Map.of()));
        TrainingBatch batch = batch();
        float[][] logits = new float[ENGINES.size()][];
        float[][] gradients = new float[ENGINES.size()][];
        for (int i = 0; i < ENGINES.size(); i++) {
            try (TrainingSession session = ENGINES.get(i).open(request)) {
                float[] embeddings = session.embed(batch.images(), SAMPLES);
                logits[i] = session.classLogits(embeddings, SAMPLES).orElseThrow();
                gradients[i] =
                        session.inputGradient(batch.images(), batch.labels()).orElseThrow();
                assertThat(largest(gradients[i])).isGreaterThan(1e-3f);
                float[] scores = session.classScores(embeddings, SAMPLES).orElseThrow();
                assertThat(best(logits[i])).containsExactly(best(scores));
            }
        }
        assertThat(ENGINES).hasSize(2);
        assertThat(logits[1]).containsExactly(logits[0], within(1e-4f * largest(logits[0])));
        assertThat(gradients[1]).containsExactly(gradients[0], within(1e-4f * largest(gradients[0])));
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static int[] best(float[] scores) {
        int classes = DIGITS.classCount();
        return IntStream.range(0, SAMPLES)
                .map(i -> IntStream.range(0, classes)
                        .reduce((a, b) -> scores[i * classes + b] > scores[i * classes + a] ? b : a)
                        .orElseThrow())
                .toArray();
    }

    @Test
    void bothEnginesAreTested() {
        assertThat(ENGINES).extracting(Engine::id).containsExactlyInAnyOrder("djl", "tensorflow");
    }

    private static MetricLoss loss(String id, Map<String, Object> parameters) {
        return LossProvider.all().get(id).create(Parameters.of(parameters));
    }

    private static SessionRequest request(MetricLoss loss) {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.LENET.withEmbedding(DIMENSION), DIGITS.inputShape());
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.01, 0.9, 5e-4);
        return SessionRequest.fromSeed(plan, Objective.of("loss", loss), sgd, DIGITS.classCount(), 1, 1);
    }

    private static TrainingBatch batch() {
        int[] first = IntStream.range(0, SAMPLES).toArray();
        float[] images = new float[SAMPLES * DIGITS.inputShape().elements()];
        DIGITS.train().copy(first, DIGITS.scaling(), images);
        int[] labels = Arrays.copyOf(DIGITS.train().labels(), SAMPLES);
        return new TrainingBatch(0, 0, images, labels);
    }
}
