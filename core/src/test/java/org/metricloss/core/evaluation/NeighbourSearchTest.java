package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.random.RandomStream;

class NeighbourSearchTest {
    @Test
    void nearestNeighboursAreTheGoldenOnes() {
        JsonNode fixture = MetricsFixture.read("metrics_retrieval__n200_d8");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs"));
        for (Distance distance : Distance.values()) {
            String name = distance == Distance.EUCLIDEAN ? "euclidean" : "euclidean_of_normalized";
            int[] expected = ints(fixture.at("/expected/retrieval").get(name).get("nearest_neighbour_index"));
            assertThat(expected).hasSize(200);
            int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(samples), distance, 2), 1);
            assertThat(Arrays.stream(found).mapToInt(nearest -> nearest[0]).toArray())
                    .containsExactly(expected);
        }
    }

    @Test
    void tiedNeighboursComeInTheGoldenOrder() {
        JsonNode fixture = MetricsFixture.read("metrics_ties__n24_d2");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs"));
        JsonNode expected = fixture.at("/expected/retrieval/neighbour_order");
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(samples), Distance.EUCLIDEAN, 1), 8);
        assertThat(expected).hasSize(24);
        for (int query = 0; query < 24; query++) {
            assertThat(found[query]).containsExactly(ints(expected.get(query)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"all_same_label", "all_distinct_labels", "two_classes_of_two_and_two_lone"})
    void rankingIsCutToTheOtherSamples(String set) {
        JsonNode fixture = MetricsFixture.read("metrics_degenerate__n6_d3");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs").get(set));
        JsonNode expected = fixture.get("expected").get(set).at("/retrieval/neighbour_order");
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(samples), Distance.EUCLIDEAN, 1), 100);
        assertThat(expected).hasSize(6);
        for (int query = 0; query < 6; query++) {
            assertThat(found[query]).containsExactly(ints(expected.get(query)));
        }
    }

    /** Sizes on both sides of a block of queries, of a tile of references and of the unrolling over coordinates. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "2, 5, 1",
        "15, 2, 4",
        "16, 3, 1",
        "17, 4, 2",
        "33, 9, 3",
        "511, 2, 2",
        "512, 5, 3",
        "513, 8, 2",
        "1023, 3, 1",
        "1024, 2, 3",
        "1025, 1, 7",
        "1300, 2, 2"
    })
    void naiveSortGivesTheSameNeighboursInTheSameOrder(int rows, int dimension, int threads) {
        Embeddings samples = RandomSamples.onGrid(rows, rows, dimension, 3);
        NaiveEvaluation naive = NaiveEvaluation.leaveOneOut(samples);
        for (int depth : new int[] {1, 5, 9, 700, rows}) {
            int[][] found =
                    neighbours(NeighbourSearch.leaveOneOut(numbered(samples), Distance.EUCLIDEAN, threads), depth);
            for (int query = 0; query < rows; query += 1 + rows / 40) {
                int[] expected =
                        Arrays.stream(naive.ranking(query)).limit(depth).toArray();
                assertThat(found[query]).containsExactly(expected);
            }
        }
    }

    /** Far from the origin, single precision sees no difference between the rows. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-120, 1e-30, 1, 1e6, 1e30, 1e140})
    void scaleAndOffsetDoNotChangeTheOrder(double scale) {
        RandomStream random = RandomStream.of(3, "offset");
        double[] values = new double[600 * 5];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale * (1000 + random.nextGaussian());
        }
        Embeddings samples = Embeddings.of(values, 5, new int[600]);
        NaiveEvaluation naive = NaiveEvaluation.leaveOneOut(samples);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(samples), Distance.EUCLIDEAN, 2), 20);
        for (int query = 0; query < 600; query++) {
            assertThat(found[query])
                    .containsExactly(
                            Arrays.stream(naive.ranking(query)).limit(20).toArray());
        }
    }

    /** Classes tighter than single precision can see, as a collapsing loss makes them, and one row far away. */
    @Test
    void rowsThatSinglePrecisionCannotTellApartAreInOrder() {
        RandomStream random = RandomStream.of(4, "tight");
        double[] values = new double[900 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 3 % 3 + 1e-9 * random.nextGaussian();
        }
        values[0] = 5000;
        Embeddings samples = Embeddings.of(values, 3, new int[900]);
        NaiveEvaluation naive = NaiveEvaluation.leaveOneOut(samples);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(samples), Distance.EUCLIDEAN, 2), 400);
        for (int query = 0; query < 900; query += 7) {
            assertThat(found[query])
                    .containsExactly(
                            Arrays.stream(naive.ranking(query)).limit(400).toArray());
        }
    }

    @Test
    void equalRowsAreRankedByIndex() {
        Embeddings collapsed = Embeddings.of(new double[2000], 1, new int[2000]);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(collapsed), Distance.EUCLIDEAN, 2), 3);
        assertThat(found[0]).containsExactly(1, 2, 3);
        assertThat(found[1]).containsExactly(0, 2, 3);
        assertThat(found[1999]).containsExactly(0, 1, 2);
    }

    @Test
    void greatestValuesDoNotComeAfterTheQueryItself() {
        double huge = Embeddings.MAX_MAGNITUDE;
        Embeddings samples = Embeddings.of(new double[] {huge, -huge, 0}, 1, new int[3]);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(samples), Distance.EUCLIDEAN, 1), 2);
        assertThat(found[0]).containsExactly(2, 1);
        assertThat(found[1]).containsExactly(2, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void failureOnAnyThreadReachesTheCaller(int threads) {
        NeighbourSearch search =
                NeighbourSearch.leaveOneOut(RandomSamples.gaussian(1, 100, 2, 2), Distance.EUCLIDEAN, threads);
        LabelProbe failing = new LabelProbe(1, (query, nearest) -> {
            throw new IllegalStateException("no score for this query");
        });
        assertThatThrownBy(() -> search.scores(List.of(failing), EvaluationProgress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no score for this query");
    }

    @Test
    void interruptionEndsTheSearch() {
        NeighbourSearch search =
                NeighbourSearch.leaveOneOut(RandomSamples.gaussian(1, 100, 2, 2), Distance.EUCLIDEAN, 1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> neighbours(search, 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void rowOfZerosIsAsFarAsSixtyDegreesInCosine() {
        double[] values = {1, 0, 0.6, 0.8, 0, 0, 0.4, 0.9, 0, 0};
        Embeddings samples = Embeddings.of(values, 2, new int[5]);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(numbered(samples), Distance.COSINE, 1), 4);
        // The second row is at 53 degrees from the first, the fourth at 66.
        assertThat(found[0]).containsExactly(1, 2, 4, 3);
        assertThat(found[2]).startsWith(4);
    }

    /** {@return the rows of the nearest references, found through labels that name them} */
    private static int[][] neighbours(NeighbourSearch search, int depth) {
        int[][] found = new int[search.size()][0];
        search.scores(
                List.of(new LabelProbe(depth, (query, nearest) -> found[query] = nearest)), EvaluationProgress.NONE);
        return found;
    }

    /** {@return the same samples, each with its row as label} */
    private static Embeddings numbered(Embeddings samples) {
        double[] values = new double[samples.rows() * samples.dimension()];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.value(i / samples.dimension(), i % samples.dimension());
        }
        return Embeddings.of(
                values, samples.dimension(), IntStream.range(0, samples.rows()).toArray());
    }

    /** Sees the labels of the nearest references of every query, whose own label is its row. */
    private record LabelProbe(int k, BiConsumer<Integer, int[]> seen) implements NeighbourMeasure {
        @Override
        public boolean counts(int relevant) {
            return true;
        }

        @Override
        public int depth(int relevant, int references) {
            return k;
        }

        @Override
        public double score(int label, int[] nearest, int count, int relevant) {
            seen.accept(label, Arrays.copyOf(nearest, count));
            return 0;
        }
    }

    private static int[] ints(JsonNode list) {
        return new ObjectMapper().convertValue(list, int[].class);
    }
}
