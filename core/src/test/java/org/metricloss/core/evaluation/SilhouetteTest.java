package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.metricloss.core.evaluation.MetricsFixture.TOLERANCE;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilhouetteTest {
    @ParameterizedTest
    @CsvSource({"EUCLIDEAN, raw, 1", "COSINE, normalized, 3"})
    void goldenValuesAreReproduced(Distance distance, String space, int threads) {
        JsonNode fixture = MetricsFixture.read("metrics_clusters__n200_d8");
        assertThat(Silhouette.of(MetricsFixture.samples(fixture.get("inputs")), distance, threads)
                        .getAsDouble())
                .isCloseTo(
                        fixture.at("/expected/" + space + "/silhouette_score").doubleValue(), TOLERANCE);
    }

    @Test
    void lonelyAndEqualSamplesCountAsZero() {
        Embeddings samples = Embeddings.of(new double[] {0, 1, 5}, 1, new int[] {1, 1, 2});
        // (5 - 1) / 5 and (4 - 1) / 4, and the lone sample.
        assertThat(Silhouette.of(samples, Distance.EUCLIDEAN, 1).getAsDouble())
                .isCloseTo((0.8 + 0.75) / 3, within(1e-15));
        Embeddings equal = Embeddings.of(new double[4], 1, new int[] {1, 1, 2, 2});
        assertThat(Silhouette.of(equal, Distance.EUCLIDEAN, 1)).hasValue(0);
    }

    /** Classes that lie in one tile, over several, and of one sample; equal rows. */
    @ParameterizedTest
    @CsvSource({"130, 3, 4", "700, 2, 300", "1100, 3, 5", "1030, 4, 2"})
    void naiveLoopsGiveTheSameValue(int rows, int dimension, int classes) {
        Embeddings samples = RandomSamples.onGrid(rows, rows, dimension, classes);
        double value = Silhouette.of(samples, Distance.EUCLIDEAN, 2).getAsDouble();
        assertThat(value).isCloseTo(NaiveEvaluation.silhouette(samples), within(1e-13));
        assertThat(Silhouette.of(samples, Distance.EUCLIDEAN, 1)).hasValue(value);
    }

    @Test
    void oneClassHasNoSilhouette() {
        Embeddings samples = Embeddings.of(new double[] {0, 1, 5}, 1, new int[3]);
        assertThat(Silhouette.of(samples, Distance.EUCLIDEAN, 1)).isEmpty();
    }
}
