package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer.AveragePool;
import org.metricloss.core.network.Layer.BatchNorm;
import org.metricloss.core.network.Layer.Dropout;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Gelu;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.network.Window;

/** What a session must do to differentiate its classifier by the images. */
public abstract class InputGradientContract extends TrainingContract {
    /** Differences of float32 logits, whose error of about 1e-6 is divided by twice this step. */
    private static final float STEP = 0.02f;

    /** The rounding of the logits over the step, and the third derivative times the square of the step. */
    private static final float TOLERANCE = 5e-4f;

    /** Layers without kinks, since differences across a kink are no derivatives; some that train otherwise than they embed. */
    private static NetworkSpec smooth() {
        return new NetworkSpec(
                "smooth",
                List.of(
                        new Convolution(4, 3, 1),
                        new BatchNorm(),
                        new Gelu(),
                        new AveragePool(Window.of(2)),
                        new Dropout(0.3),
                        new Flatten(),
                        new Linear(6, true),
                        new BatchNorm(),
                        new Gelu(),
                        new Linear(2, false)));
    }

    @Test
    void theGradientIsThatOfFiniteDifferencesOfTheLogOdds() {
        try (TrainingSession session = trained(smooth())) {
            TrainingBatch batch = batch(5, 4);
            float[] gradient =
                    session.inputGradient(batch.images(), batch.labels()).orElseThrow();
            assertThat(gradient).hasSameSizeAs(batch.images());
            int moving = 0;
            for (int i = 0; i < gradient.length; i += 3) {
                float[] above = batch.images().clone();
                float[] below = batch.images().clone();
                above[i] += STEP;
                below[i] -= STEP;
                int image = i / IMAGE.elements();
                double difference =
                        odds(session, above, batch.labels())[image] - odds(session, below, batch.labels())[image];
                assertThat(gradient[i])
                        .as("pixel %s", i)
                        .isCloseTo((float) (difference / (2 * STEP)), within(TOLERANCE));
                moving += Math.abs(gradient[i]) > 10 * TOLERANCE ? 1 : 0;
            }
            assertThat(moving).isGreaterThan(gradient.length / 10);
        }
    }

    /** log(sum of the others' exp(z)) - z of the own class. */
    private static double[] odds(TrainingSession session, float[] images, int[] labels) {
        float[] embeddings = session.embed(images, labels.length);
        float[] logits = session.classLogits(embeddings, labels.length).orElseThrow();
        double[] odds = new double[labels.length];
        for (int i = 0; i < odds.length; i++) {
            double others = 0;
            for (int c = 0; c < CLASSES; c++) {
                others += c == labels[i] ? 0 : Math.exp(logits[i * CLASSES + c]);
            }
            odds[i] = Math.log(others) - logits[i * CLASSES + labels[i]];
        }
        return odds;
    }

    @Test
    void theGradientOfAnImageDoesNotDependOnTheOthers() {
        try (TrainingSession session = trained(everyLayer())) {
            TrainingBatch batch = batch(5, 300);
            float[] all = session.inputGradient(batch.images(), batch.labels()).orElseThrow();
            int pixels = IMAGE.elements();
            for (int i : new int[] {0, 127, 128, 299}) {
                float[] one = Arrays.copyOfRange(batch.images(), i * pixels, (i + 1) * pixels);
                float[] alone = session.inputGradient(one, new int[] {batch.labels()[i]})
                        .orElseThrow();
                // The batch size may change the order of sums.
                assertThat(alone).containsExactly(Arrays.copyOfRange(all, i * pixels, (i + 1) * pixels), within(1e-5f));
            }
            assertThat(session.inputGradient(batch.images(), batch.labels()).orElseThrow())
                    .containsExactly(all);
        }
    }

    @Test
    void theGradientIsNotLostWhereTheClassifierIsSure() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            // With weights 1,000 times as large the probability of the predicted class rounds to 1 and that of others
            // to 0.
            session.restore(withClassWeights(session.weights(), 1000));
            TrainingBatch batch = batch(5, 20);
            int[] predicted =
                    session.classify(session.embed(batch.images(), 20), 20).orElseThrow();
            float[] gradient = session.inputGradient(batch.images(), predicted).orElseThrow();
            for (int i = 0; i < 20; i++) {
                float[] own = Arrays.copyOfRange(gradient, i * IMAGE.elements(), (i + 1) * IMAGE.elements());
                float largest = 0;
                for (float each : own) {
                    largest = Math.max(largest, Math.abs(each));
                }
                assertThat(largest).isGreaterThan(1).isLessThan(Float.POSITIVE_INFINITY);
            }
        }
    }

    private static Weights withClassWeights(Weights weights, float factor) {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        weights.names().forEach(name -> arrays.put(name, weights.get(name)));
        float[] scaled = weights.get("loss.scores.weight").toArray();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        arrays.put(
                "loss.scores.weight",
                FloatArray.of(weights.get("loss.scores.weight").shape(), scaled));
        return Weights.of(arrays);
    }

    @Test
    void differentiatingChangesNothing() {
        double[] undisturbed = losses(request(everyLayer()), 3);
        try (TrainingSession session = engine().open(request(everyLayer()))) {
            for (int i = 0; i < 3; i++) {
                TrainingBatch other = batch(9, 40);
                Weights before = session.weights();
                session.inputGradient(other.images(), other.labels());
                requireEqual(session.weights(), before);
                assertThat(session.step(batch(i, SAMPLES)).loss()).isEqualTo(undisturbed[i]);
            }
        }
    }

    @Test
    void objectiveWithoutAClassifierHasNoGradient() {
        Objective objective = Objective.of("seen", new CountsWhatItIsGiven());
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2), objective))) {
            assertThat(session.inputGradient(new float[2 * IMAGE.elements()], new int[2]))
                    .isEmpty();
            assertThat(session.classLogits(new float[4], 2)).isEmpty();
        }
    }

    /** A few steps move weights and running statistics away from their start. */
    private TrainingSession trained(NetworkSpec network) {
        SessionRequest request = request(network);
        TrainingSession session = engine().open(request);
        for (int i = 0; i < 5; i++) {
            session.step(batch(i, SAMPLES));
        }
        return session;
    }
}
