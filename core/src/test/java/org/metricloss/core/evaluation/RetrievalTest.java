package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.metricloss.core.evaluation.MetricsFixture.TOLERANCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.random.RandomStream;

class RetrievalTest {
    private static final Map<String, RetrievalMeasure> BY_FIXTURE_NAME = Map.of(
            "recall_at_1", new RecallAt(1),
            "recall_at_2", new RecallAt(2),
            "recall_at_4", new RecallAt(4),
            "precision_at_1", new PrecisionAt(1),
            "r_precision", new RPrecision(),
            "mean_average_precision_at_r", new AveragePrecisionAtR(),
            "mean_average_precision", new AveragePrecision(),
            "mean_reciprocal_rank", new ReciprocalRank());

    @ParameterizedTest
    @EnumSource(Distance.class)
    void goldenValuesAreReproduced(Distance distance) {
        JsonNode fixture = MetricsFixture.read("metrics_retrieval__n200_d8");
        JsonNode expected = fixture.at("/expected/retrieval")
                .get(distance == Distance.EUCLIDEAN ? "euclidean" : "euclidean_of_normalized");
        Retrieval retrieval = Retrieval.leaveOneOut(MetricsFixture.samples(fixture.get("inputs")), distance, 2);
        assertGolden(retrieval, expected);
        assertThat(retrieval.mean(new RecallAt(8)).getAsDouble())
                .isCloseTo(expected.get("recall_at_8").doubleValue(), TOLERANCE);
    }

    @Test
    void goldenValuesAreReproducedWhereDistancesTie() {
        JsonNode fixture = MetricsFixture.read("metrics_ties__n24_d2");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs"));
        assertGolden(Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 1), fixture.at("/expected/retrieval"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all_same_label", "two_classes_of_two_and_two_lone"})
    void goldenValuesAreReproducedForTinySets(String set) {
        JsonNode fixture = MetricsFixture.read("metrics_degenerate__n6_d3");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs").get(set));
        assertGolden(
                Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 3),
                fixture.get("expected").get(set).get("retrieval"));
    }

    @Test
    void meansAreEmptyWhenEveryQueryIsLone() {
        JsonNode fixture = MetricsFixture.read("metrics_degenerate__n6_d3");
        Embeddings samples = MetricsFixture.samples(fixture.at("/inputs/all_distinct_labels"));
        Retrieval retrieval = Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 2);
        assertThat(retrieval.countedQueries()).isZero();
        assertThat(BY_FIXTURE_NAME.values()).allSatisfy(measure -> {
            assertThat(retrieval.mean(measure)).isEmpty();
        });
    }

    @Test
    void meansAreEmptyForASingleSample() {
        Embeddings one = Embeddings.of(new double[] {1, 2}, 2, new int[] {0});
        assertThat(Retrieval.leaveOneOut(one, Distance.COSINE, 1).mean(new AveragePrecision()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"17, 1, 3", "33, 2, 5", "513, 3, 6", "1030, 4, 2"})
    void naiveLoopsGiveTheSameValuesWhereDistancesTie(int rows, int dimension, int classes) {
        Embeddings samples = RandomSamples.onGrid(rows, rows, dimension, classes);
        NaiveEvaluation naive = NaiveEvaluation.leaveOneOut(samples);
        assertSameAsNaive(Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 2), naive);
    }

    /** Classes of a few samples and lone ones; and two classes over several tiles of references. */
    @ParameterizedTest
    @CsvSource({"700, 3, 400", "1300, 2, 900", "1300, 5, 2"})
    void naiveLoopsGiveTheSameValuesInManyClassesAndInLargeOnes(int rows, int dimension, int classes) {
        Embeddings samples = RandomSamples.gaussian(rows, rows, dimension, classes);
        assertSameAsNaive(Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 2), NaiveEvaluation.leaveOneOut(samples));
    }

    /** One distance far from all others leaves one cell of the table for the rest. */
    @Test
    void naiveLoopsGiveTheSameValuesWithAnOutlierAmongEqualRows() {
        double[] values = new double[800];
        int[] labels = new int[800];
        for (int i = 0; i < 800; i++) {
            values[i] = i % 3 == 0 ? 1 : 1 + 1e-9 * (i % 7);
            labels[i] = i % 5 / 2;
        }
        values[17] = 1e100;
        Embeddings samples = Embeddings.of(values, 1, labels);
        assertSameAsNaive(Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 2), NaiveEvaluation.leaveOneOut(samples));
    }

    @Test
    void naiveLoopsGiveTheSameValuesAgainstSeparateReferences() {
        Embeddings queries = RandomSamples.onGrid(1, 45, 3, 7);
        Embeddings references = RandomSamples.onGrid(2, 530, 3, 5);
        Retrieval retrieval = Retrieval.of(queries, references, Distance.EUCLIDEAN, 2);
        assertThat(retrieval.countedQueries()).isBetween(1, 44);
        assertSameAsNaive(retrieval, NaiveEvaluation.against(queries, references));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 64})
    void threadsDoNotChangeABit(int threads) {
        Embeddings samples = RandomSamples.gaussian(3, 333, 5, 6);
        OptionalDouble onOneThread =
                Retrieval.leaveOneOut(samples, Distance.COSINE, 1).mean(new AveragePrecisionAtR());
        assertThat(onOneThread.getAsDouble()).isBetween(0.01, 0.99);
        assertThat(Retrieval.leaveOneOut(samples, Distance.COSINE, threads).mean(new AveragePrecisionAtR()))
                .isEqualTo(onOneThread);
    }

    @Test
    void orderOfSamplesDoesNotMatterWhereNoDistancesTie() {
        Embeddings samples = RandomSamples.gaussian(4, 150, 3, 4);
        int[] order = RandomStream.of(4, "order").permutation(150);
        double[] values = new double[150 * 3];
        int[] labels = new int[150];
        for (int i = 0; i < 150; i++) {
            labels[i] = samples.label(order[i]);
            for (int k = 0; k < 3; k++) {
                values[i * 3 + k] = samples.value(order[i], k);
            }
        }
        Retrieval original = Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 2);
        Retrieval shuffled = Retrieval.leaveOneOut(Embeddings.of(values, 3, labels), Distance.EUCLIDEAN, 2);
        assertThat(BY_FIXTURE_NAME.values()).allSatisfy(measure -> {
            double value = original.mean(measure).getAsDouble();
            assertThat(value).isBetween(0.01, 0.99);
            // Only the order of summation changes.
            assertThat(shuffled.mean(measure).getAsDouble()).isCloseTo(value, within(1e-12));
        });
    }

    @Test
    void cosineIgnoresTheLengthOfRows() {
        Embeddings samples = Embeddings.of(new double[] {1, 0, 100, 1, 0, 1, 2, 90}, 2, new int[] {0, 0, 1, 1});
        assertThat(Retrieval.leaveOneOut(samples, Distance.COSINE, 1).mean(new RecallAt(1)))
                .hasValue(1);
        assertThat(Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 1).mean(new RecallAt(1)))
                .hasValue(0.5);
    }

    @Test
    void rankCutoffMustBePositive() {
        assertThatThrownBy(() -> new RecallAt(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be >= 1, got 0");
        assertThatThrownBy(() -> new PrecisionAt(-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be >= 1, got -3");
    }

    @Test
    void threadsMustBePositive() {
        Embeddings samples = RandomSamples.gaussian(5, 4, 2, 2);
        assertThatThrownBy(() -> Retrieval.leaveOneOut(samples, Distance.EUCLIDEAN, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be >= 1, got 0");
    }

    @Test
    void queriesAndReferencesMustHaveTheSameDimension() {
        Embeddings queries = RandomSamples.gaussian(5, 4, 2, 2);
        Embeddings references = RandomSamples.gaussian(5, 4, 3, 2);
        assertThatThrownBy(() -> Retrieval.of(queries, references, Distance.EUCLIDEAN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queries and references must have the same dimension, got 2 and 3");
    }

    private static void assertGolden(Retrieval retrieval, JsonNode expected) {
        assertThat(retrieval.countedQueries())
                .isEqualTo(expected.get("num_queries").intValue()
                        - expected.get("num_lone_queries").intValue());
        assertThat(BY_FIXTURE_NAME).allSatisfy((name, measure) -> {
            assertThat(retrieval.mean(measure).getAsDouble())
                    .as(name)
                    .isCloseTo(expected.get(name).doubleValue(), TOLERANCE);
        });
    }

    private static void assertSameAsNaive(Retrieval retrieval, NaiveEvaluation naive) {
        // The scores are the same numbers, summed in the same order.
        assertThat(retrieval.mean(new RecallAt(1))).hasValue(naive.recallAt(1));
        assertThat(retrieval.mean(new PrecisionAt(1))).hasValue(naive.recallAt(1));
        assertThat(retrieval.mean(new RecallAt(3))).hasValue(naive.recallAt(3));
        assertThat(retrieval.mean(new RecallAt(100_000))).hasValue(1);
        assertThat(retrieval.mean(new RPrecision())).hasValue(naive.rPrecision());
        assertThat(retrieval.mean(new AveragePrecisionAtR())).hasValue(naive.meanAveragePrecisionAtR());
        assertThat(retrieval.mean(new AveragePrecision())).hasValue(naive.meanAveragePrecision());
        assertThat(retrieval.mean(new ReciprocalRank())).hasValue(naive.meanReciprocalRank());
    }
}
