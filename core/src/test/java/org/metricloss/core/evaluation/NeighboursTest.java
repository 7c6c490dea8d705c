package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighboursTest {
    /** The grid has many equal distances, whose order is that of the rows. */
    @ParameterizedTest
    @EnumSource(Distance.class)
    void sortingAllDistancesGivesTheSameNeighbours(Distance distance) {
        Embeddings queries = RandomSamples.onGrid(3, 40, 3, 5);
        Embeddings references = RandomSamples.onGrid(4, 300, 3, 5);
        Embeddings mappedQueries = distance.inEuclideanSpace(queries);
        Embeddings mapped = distance.inEuclideanSpace(references);
        Neighbours found = Neighbours.of(queries, references, 7, distance, 2);
        assertThat(found.indices()).hasDimensions(40, 7);
        for (int query = 0; query < 40; query++) {
            int row = query;
            int[] expected = IntStream.range(0, 300)
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                            reference -> NaiveEvaluation.squaredDistance(mappedQueries, row, mapped, reference)))
                    .limit(7)
                    .mapToInt(Integer::intValue)
                    .toArray();
            // Unit rows of equal direction differ in their last bits, so only the Euclidean order is exact in ties.
            if (distance == Distance.EUCLIDEAN) {
                assertThat(found.indices()[query]).containsExactly(expected);
            }
            assertThat(found.indices()[query]).doesNotHaveDuplicates();
            for (int k = 0; k < 7; k++) {
                double squared = NaiveEvaluation.squaredDistance(mappedQueries, row, mapped, expected[k]);
                int neighbour = found.indices()[query][k];
                assertThat(NaiveEvaluation.squaredDistance(mappedQueries, row, mapped, neighbour))
                        .isCloseTo(squared, within(1e-12));
                assertThat(found.distances()[query][k])
                        .isCloseTo(distance == Distance.COSINE ? squared / 2 : Math.sqrt(squared), within(1e-12));
            }
        }
    }

    @Test
    void fewerReferencesThanNeighboursGiveThemAll() {
        Embeddings references = Embeddings.of(new double[] {3, 1, 2}, 1, new int[] {0, 0, 0});
        Embeddings query = Embeddings.of(new double[] {0}, 1, new int[] {9});
        Neighbours found = Neighbours.of(query, references, 5, Distance.EUCLIDEAN, 1);
        assertThat(found.indices()[0]).containsExactly(1, 2, 0);
        assertThat(found.distances()[0]).containsExactly(1, 2, 3);
    }

    @Test
    void numberOfNeighboursBelowOneIsRefused() {
        Embeddings one = Embeddings.of(new double[] {0}, 1, new int[] {9});
        assertThatThrownBy(() -> Neighbours.of(one, one, 0, Distance.EUCLIDEAN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be >= 1, got 0");
    }
}
