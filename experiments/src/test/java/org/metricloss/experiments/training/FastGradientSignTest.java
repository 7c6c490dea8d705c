package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;

/** The attack on a linear network, whose gradient is known in closed form: the digits have 64 pixels from 0 to 16. */
class FastGradientSignTest {
    private static final int PIXELS = 64;
    private static final int CLASSES = 10;
    private static final int DIMENSION = 4;
    private static final Dataset DIGITS = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
    private static final ImageSet IMAGES =
            (ImageSet) DIGITS.test().select(IntStream.range(0, 100).toArray());

    static List<String> engines() {
        return Engine.all().all().stream().map(Engine::id).toList();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void predictionsAreThoseOfTheClosedForm(String engine) {
        try (TrainingSession session = Engine.all().get(engine).open(request())) {
            train(session);
            List<Double> sizes = List.of(0.05, 0.2);
            Map<Double, int[]> found = new FastGradientSign(session, IMAGES, DIGITS.scaling()).predictions(sizes);
            assertThat(found.keySet()).containsExactlyElementsOf(sizes);
            Weights weights = session.weights();
            assertThat(accuracy(predictions(weights, 0))).isGreaterThan(0.7);
            for (double size : sizes) {
                assertThat(found.get(size)).as("size %s", size).containsExactly(predictions(weights, size));
            }
            assertThat(accuracy(found.get(0.2))).isLessThan(accuracy(found.get(0.05)));
            assertThat(accuracy(found.get(0.05))).isLessThan(accuracy(predictions(weights, 0)));
            assertThat(new FastGradientSign(session, IMAGES, DIGITS.scaling())
                            .predictions(sizes)
                            .get(0.2))
                    .containsExactly(found.get(0.2));
        }
    }

    private static void train(TrainingSession session) {
        int[] order = IntStream.range(0, 256).toArray();
        float[] images = new float[order.length * PIXELS];
        DIGITS.train().copy(order, DIGITS.scaling(), images);
        int[] labels = Arrays.copyOf(DIGITS.train().labels(), order.length);
        for (int step = 0; step < 300; step++) {
            session.step(new TrainingBatch(0, step, images, labels));
        }
    }

    private static double accuracy(int[] predictions) {
        return IntStream.range(0, predictions.length)
                        .filter(i -> predictions[i] == IMAGES.label(i))
                        .count()
                / (double) predictions.length;
    }

    /** In float64, from the weights of embedding e = A x + a and scores z = W e + b. */
    private static int[] predictions(Weights weights, double size) {
        return IntStream.range(0, IMAGES.size())
                .map(i -> {
                    double[] pixels = new double[PIXELS];
                    for (int k = 0; k < PIXELS; k++) {
                        pixels[k] = IMAGES.pixel(i, 0, k / 8, k % 8);
                    }
                    double[] gradient = gradient(weights, pixels, IMAGES.label(i));
                    for (int k = 0; k < PIXELS; k++) {
                        pixels[k] = Math.max(0, Math.min(16, pixels[k] + size * 16 * Math.signum(gradient[k])));
                    }
                    double[] scores = scores(weights, pixels);
                    return IntStream.range(0, CLASSES)
                            .reduce((a, b) -> scores[b] > scores[a] ? b : a)
                            .orElseThrow();
                })
                .toArray();
    }

    /** The gradient of the softmax loss by x: sum over j of (p_j - [j = y]) W_j A. */
    private static double[] gradient(Weights weights, double[] pixels, int label) {
        double[] scores = scores(weights, pixels);
        double sum = Arrays.stream(scores).map(Math::exp).sum();
        float[] w = weights.get("loss.loss.weight").toArray();
        float[] a = linear(weights, true);
        double[] gradient = new double[PIXELS];
        for (int j = 0; j < CLASSES; j++) {
            double slope = Math.exp(scores[j]) / sum - (j == label ? 1 : 0);
            for (int d = 0; d < DIMENSION; d++) {
                for (int k = 0; k < PIXELS; k++) {
                    gradient[k] += slope * w[j * DIMENSION + d] * a[d * PIXELS + k];
                }
            }
        }
        return gradient;
    }

    private static double[] scores(Weights weights, double[] pixels) {
        float[] x = new float[PIXELS];
        for (int k = 0; k < PIXELS; k++) {
            x[k] = (float) pixels[k];
        }
        DIGITS.scaling().apply(x, 0, PIXELS);
        float[] a = linear(weights, true);
        float[] shift = linear(weights, false);
        float[] w = weights.get("loss.loss.weight").toArray();
        float[] b = weights.get("loss.loss.bias").toArray();
        double[] scores = new double[CLASSES];
        for (int j = 0; j < CLASSES; j++) {
            scores[j] = b[j];
            for (int d = 0; d < DIMENSION; d++) {
                double e = shift[d];
                for (int k = 0; k < PIXELS; k++) {
                    e += (double) a[d * PIXELS + k] * x[k];
                }
                scores[j] += w[j * DIMENSION + d] * e;
            }
        }
        return scores;
    }

    /** The only matrix of the network, or its bias. */
    private static float[] linear(Weights weights, boolean matrix) {
        String name = weights.names().stream()
                .filter(each -> !Weights.isLossState(each))
                .filter(each -> (weights.get(each).shape().rank() == 2) == matrix)
                .findFirst()
                .orElseThrow();
        return weights.get(name).toArray();
    }

    private static SessionRequest request() {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.LINEAR.withEmbedding(DIMENSION), DIGITS.inputShape());
        Objective softmax =
                Objective.of("loss", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        return SessionRequest.fromSeed(plan, softmax, new OptimizerSpec.Sgd(0.1, 0.9, 0), CLASSES, 1, 1);
    }
}
