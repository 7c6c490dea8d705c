package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.EmbeddingSpread;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NamedNetwork;

/** What a session must do with embeddings: make them of images, tell how far those of a step spread, classify them. */
public abstract class EmbeddingContract extends TrainingContract {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 1100})
    void anyNumberOfImagesIsEmbedded(int n) {
        try (TrainingSession session = engine().open(request(NamedNetwork.LENET.withEmbedding(2)))) {
            float[] images = batch(0, n).images();
            float[] embeddings = session.embed(images, n);
            assertThat(embeddings).hasSize(2 * n);
            for (int i : new int[] {0, n / 2, n - 1}) {
                if (n > 0) {
                    float[] one = Arrays.copyOfRange(images, i * IMAGE.elements(), (i + 1) * IMAGE.elements());
                    // The batch size may change the order of sums.
                    assertThat(session.embed(one, 1))
                            .containsExactly(Arrays.copyOfRange(embeddings, 2 * i, 2 * i + 2), within(1e-5f));
                }
            }
        }
    }

    @Test
    void embeddingChangesNothing() {
        double[] undisturbed = losses(request(everyLayer()), 3);
        try (TrainingSession session = engine().open(request(everyLayer()))) {
            for (int i = 0; i < 3; i++) {
                session.embed(batch(9, 40).images(), 40);
                assertThat(session.step(batch(i, SAMPLES)).loss()).isEqualTo(undisturbed[i]);
            }
        }
    }

    @Test
    void stepsTellHowFarTheEmbeddingsSpreadBeforeTheUpdate() {
        try (TrainingSession session = engine().open(request(NamedNetwork.LENET.withEmbedding(3)))) {
            for (int samples : new int[] {SAMPLES, 7}) {
                TrainingBatch batch = batch(1, samples);
                EmbeddingSpread expected = EmbeddingSpread.of(session.embed(batch.images(), samples), 3);
                EmbeddingSpread spread = session.step(batch).embeddings().orElseThrow();
                assertThat(spread.spread()).isGreaterThan(1e-3);
                // The batch size may change the order of sums.
                assertThat(spread.spread()).isCloseTo(expected.spread(), within(1e-5));
                assertThat(spread.meanNorm()).isCloseTo(expected.meanNorm(), within(1e-5));
            }
        }
    }

    @Test
    void classifierNamesTheLargestScoreAndTheLowestOfEqualOnes() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            Map<String, FloatArray> arrays = new LinkedHashMap<>();
            Weights before = session.weights();
            before.names().forEach(name -> arrays.put(name, before.get(name)));
            arrays.put("loss.scores.weight", FloatArray.of(Shape.of(3, 2), 0, 1, 1, 0, 1, 0));
            session.restore(Weights.of(arrays));
            float[] embeddings = {-1, 2, 3, 1, 0, 0};
            assertThat(session.classify(embeddings, 3).orElseThrow()).containsExactly(0, 1, 0);
            assertThat(session.classScores(embeddings, 3).orElseThrow()).containsExactly(2, -1, -1, 1, 3, 3, 0, 0, 0);
            float[] many = new float[2 * 1300];
            many[2 * 1299] = 1;
            int[] classes = session.classify(many, 1300).orElseThrow();
            assertThat(classes).hasSize(1300);
            assertThat(classes[1298]).isZero();
            assertThat(classes[1299]).isEqualTo(1);
            float[] scores = session.classScores(many, 1300).orElseThrow();
            assertThat(scores).hasSize(3 * 1300).endsWith(0, 1, 1);
        }
    }

    @Test
    void objectiveWithoutAClassifierPredictsNothing() {
        Objective objective = Objective.of("seen", new CountsWhatItIsGiven());
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2), objective))) {
            assertThat(session.classify(new float[4], 2)).isEmpty();
            assertThat(session.classScores(new float[4], 2)).isEmpty();
        }
    }
}
