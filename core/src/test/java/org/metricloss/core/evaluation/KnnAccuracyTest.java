package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.metricloss.core.evaluation.MetricsFixture.TOLERANCE;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnnAccuracyTest {
    private static final String GOLDEN = "accuracy_tie_nearest_neighbour_label";

    @ParameterizedTest
    @CsvSource({
        "EUCLIDEAN, euclidean, 1",
        "EUCLIDEAN, euclidean, 5",
        "COSINE, euclidean_of_normalized, 1",
        "COSINE, euclidean_of_normalized, 5"
    })
    void goldenValuesAreReproduced(Distance distance, String name, int k) {
        JsonNode fixture = MetricsFixture.read("metrics_retrieval__n200_d8");
        JsonNode inputs = fixture.get("inputs");
        JsonNode expected = fixture.at("/expected/knn_classification").get(name);
        assertThat(KnnAccuracy.leaveOneOut(MetricsFixture.samples(inputs), k, distance, 2)
                        .getAsDouble())
                .isCloseTo(expected.get("k" + k).get(GOLDEN).doubleValue(), TOLERANCE);
        Embeddings queries = MetricsFixture.rows(inputs, 0, 60);
        Embeddings references = MetricsFixture.rows(inputs, 60, 200);
        assertThat(KnnAccuracy.of(queries, references, k, distance, 2))
                .isCloseTo(
                        expected.get("split_first_60_queries_rest_reference_k" + k)
                                .get(GOLDEN)
                                .doubleValue(),
                        TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "5"})
    void goldenValuesAreReproducedWhereDistancesTie(int k) {
        JsonNode fixture = MetricsFixture.read("metrics_ties__n24_d2");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs"));
        assertThat(KnnAccuracy.leaveOneOut(samples, k, Distance.EUCLIDEAN, 1).getAsDouble())
                .isCloseTo(
                        fixture.at("/expected/knn_classification/k" + k + "/" + GOLDEN)
                                .doubleValue(),
                        TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({
        "all_same_label, 1",
        "all_same_label, 3",
        "all_distinct_labels, 1",
        "all_distinct_labels, 3",
        "two_classes_of_two_and_two_lone, 1",
        "two_classes_of_two_and_two_lone, 3"
    })
    void goldenValuesAreReproducedForTinySets(String set, int k) {
        JsonNode fixture = MetricsFixture.read("metrics_degenerate__n6_d3");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs").get(set));
        assertThat(KnnAccuracy.leaveOneOut(samples, k, Distance.EUCLIDEAN, 1).getAsDouble())
                .isCloseTo(
                        fixture.get("expected")
                                .get(set)
                                .at("/knn_classification/k" + k + "/" + GOLDEN)
                                .doubleValue(),
                        TOLERANCE);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 3", "5, 2", "30, 5"})
    void naiveLoopsGiveTheSameAccuracyWhereDistancesTie(int k, int threads) {
        Embeddings queries = RandomSamples.onGrid(1, 41, 3, 4);
        Embeddings references = RandomSamples.onGrid(2, 601, 3, 4);
        double expected = NaiveEvaluation.against(queries, references).knnAccuracy(k);
        assertThat(expected).isBetween(0.01, 0.99);
        assertThat(KnnAccuracy.of(queries, references, k, Distance.EUCLIDEAN, threads))
                .isEqualTo(expected);
        assertThat(KnnAccuracy.leaveOneOut(references, k, Distance.EUCLIDEAN, threads))
                .hasValue(NaiveEvaluation.leaveOneOut(references).knnAccuracy(k));
    }

    @Test
    void allReferencesVoteWhereThereAreFewerThanK() {
        Embeddings queries = Embeddings.of(new double[] {0, 0}, 1, new int[] {1, 2});
        Embeddings references = Embeddings.of(new double[] {1, 2, 3}, 1, new int[] {1, 2, 2});
        assertThat(KnnAccuracy.of(queries, references, 5, Distance.EUCLIDEAN, 1))
                .isEqualTo(0.5);
    }

    @Test
    void classWithoutAReferenceIsAlwaysWrong() {
        Embeddings queries = Embeddings.of(new double[] {0, 1}, 1, new int[] {7, 1});
        Embeddings references = Embeddings.of(new double[] {0, 1}, 1, new int[] {0, 1});
        assertThat(KnnAccuracy.of(queries, references, 1, Distance.EUCLIDEAN, 1))
                .isEqualTo(0.5);
    }

    @Test
    void singleSampleHasNoNeighbourToVote() {
        Embeddings one = Embeddings.of(new double[] {3}, 1, new int[] {0});
        assertThat(KnnAccuracy.leaveOneOut(one, 1, Distance.EUCLIDEAN, 1)).isEmpty();
    }

    @Test
    void numberOfNeighboursMustBePositive() {
        Embeddings samples = RandomSamples.gaussian(1, 5, 2, 2);
        assertThatThrownBy(() -> KnnAccuracy.leaveOneOut(samples, 0, Distance.EUCLIDEAN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be >= 1, got 0");
    }
}
