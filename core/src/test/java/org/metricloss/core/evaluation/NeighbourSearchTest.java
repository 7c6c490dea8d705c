package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourSearchTest {
    @Test
    void nearestNeighboursAreTheGoldenOnes() {
        JsonNode fixture = MetricsFixture.read("metrics_retrieval__n200_d8");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs"));
        for (Distance distance : Distance.values()) {
            String name = distance == Distance.EUCLIDEAN ? "euclidean" : "euclidean_of_normalized";
            int[] expected = ints(fixture.at("/expected/retrieval").get(name).get("nearest_neighbour_index"));
            assertThat(expected).hasSize(200);
            int[][] found = neighbours(NeighbourSearch.leaveOneOut(samples, distance, 2), 1);
            assertThat(Arrays.stream(found).mapToInt(nearest -> nearest[0]).toArray())
                    .containsExactly(expected);
        }
    }

    @Test
    void tiedNeighboursComeInTheGoldenOrder() {
        JsonNode fixture = MetricsFixture.read("metrics_ties__n24_d2");
        Embeddings samples = MetricsFixture.samples(fixture.get("inputs"));
        JsonNode expected = fixture.at("/expected/retrieval/neighbour_order");
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(samples, Distance.EUCLIDEAN, 1), 8);
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
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(samples, Distance.EUCLIDEAN, 1), 100);
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
        "1025, 1, 7",
        "1300, 2, 2"
    })
    void naiveSortGivesTheSameNeighboursInTheSameOrder(int rows, int dimension, int threads) {
        Embeddings samples = RandomSamples.onGrid(rows, rows, dimension, 3);
        NaiveEvaluation naive = NaiveEvaluation.leaveOneOut(samples);
        for (int depth : new int[] {1, 5, 9, 700, rows}) {
            int[][] found = neighbours(NeighbourSearch.leaveOneOut(samples, Distance.EUCLIDEAN, threads), depth);
            for (int query = 0; query < rows; query += 1 + rows / 40) {
                int[] expected =
                        Arrays.stream(naive.ranking(query)).limit(depth).toArray();
                assertThat(found[query]).containsExactly(expected);
            }
        }
    }

    @Test
    void equalRowsAreRankedByIndex() {
        Embeddings collapsed = Embeddings.of(new double[2000], 1, new int[2000]);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(collapsed, Distance.EUCLIDEAN, 2), 3);
        assertThat(found[0]).containsExactly(1, 2, 3);
        assertThat(found[1]).containsExactly(0, 2, 3);
        assertThat(found[1999]).containsExactly(0, 1, 2);
    }

    @Test
    void greatestValuesDoNotComeAfterTheQueryItself() {
        double huge = Embeddings.MAX_MAGNITUDE;
        Embeddings samples = Embeddings.of(new double[] {huge, -huge, 0}, 1, new int[3]);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(samples, Distance.EUCLIDEAN, 1), 2);
        assertThat(found[0]).containsExactly(2, 1);
        assertThat(found[1]).containsExactly(2, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void failureOnAnyThreadReachesTheCaller(int threads) {
        NeighbourSearch search =
                NeighbourSearch.leaveOneOut(RandomSamples.gaussian(1, 100, 2, 2), Distance.EUCLIDEAN, threads);
        int[] rows = IntStream.range(0, 100).toArray();
        assertThatThrownBy(() -> search.scores(rows, query -> 1, (query, nearest, count) -> {
                    throw new IllegalStateException("no score for this query");
                }))
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
                    .hasMessage("interrupted while evaluating");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void rowOfZerosIsAsFarAsSixtyDegreesInCosine() {
        double[] values = {1, 0, 0.6, 0.8, 0, 0, 0.4, 0.9, 0, 0};
        Embeddings samples = Embeddings.of(values, 2, new int[5]);
        int[][] found = neighbours(NeighbourSearch.leaveOneOut(samples, Distance.COSINE, 1), 4);
        // The second row is at 53 degrees from the first, the fourth at 66.
        assertThat(found[0]).containsExactly(1, 2, 4, 3);
        assertThat(found[2]).startsWith(4);
    }

    private static int[][] neighbours(NeighbourSearch search, int depth) {
        int[] rows = IntStream.range(0, search.queries().rows()).toArray();
        int[][] found = new int[rows.length][];
        search.scores(rows, query -> depth, (query, nearest, count) -> {
            found[query] = Arrays.copyOf(nearest, count);
            return 0;
        });
        return found;
    }

    private static int[] ints(JsonNode list) {
        return new ObjectMapper().convertValue(list, int[].class);
    }
}
