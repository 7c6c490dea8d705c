package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestCenterAccuracyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void naiveLoopsGiveTheSameAccuracy(int threads) {
        Embeddings train = RandomSamples.gaussian(1, 200, 3, 6);
        Embeddings test = RandomSamples.gaussian(2, 70, 3, 6);
        Embeddings centers = ClassCenters.of(train);
        int correct = 0;
        for (int query = 0; query < test.rows(); query++) {
            int nearest = 0;
            for (int center = 1; center < centers.rows(); center++) {
                if (NaiveEvaluation.squaredDistance(test, query, centers, center)
                        < NaiveEvaluation.squaredDistance(test, query, centers, nearest)) {
                    nearest = center;
                }
            }
            correct += centers.label(nearest) == test.label(query) ? 1 : 0;
        }
        assertThat(correct).isBetween(1, 69);
        assertThat(NearestCenterAccuracy.of(test, train, Distance.EUCLIDEAN, threads))
                .isEqualTo(correct / 70.0);
    }

    @Test
    void cosineComparesDirections() {
        // Class 1's rows point up with very different lengths; the query is near class 0's center but points up.
        Embeddings train = Embeddings.of(new double[] {1, 0, 1, 0.1, 0, 100, 0, 1}, 2, new int[] {0, 0, 1, 1});
        Embeddings test = Embeddings.of(new double[] {0.1, 0.5}, 2, new int[] {1});
        assertThat(NearestCenterAccuracy.of(test, train, Distance.COSINE, 1)).isEqualTo(1);
        assertThat(NearestCenterAccuracy.of(test, train, Distance.EUCLIDEAN, 1)).isZero();
    }

    @Test
    void cosineWeighsEveryReferenceAlikeWhateverItsLength() {
        // Class 0 points to +-45 degrees, once with length 100: its center is at 0 degrees only if lengths are ignored.
        Embeddings train = Embeddings.of(new double[] {100, 100, 1, -1, 0, -1}, 2, new int[] {0, 0, 1});
        Embeddings test = Embeddings.of(new double[] {1, -0.8}, 2, new int[] {0});
        assertThat(NearestCenterAccuracy.of(test, train, Distance.COSINE, 1)).isEqualTo(1);
    }

    @Test
    void equallyNearCentersGoToTheLowerLabel() {
        Embeddings train = Embeddings.of(new double[] {1, -1}, 1, new int[] {4, 3});
        Embeddings test = Embeddings.of(new double[] {0, 0, 0}, 1, new int[] {3, 4, 3});
        assertThat(NearestCenterAccuracy.of(test, train, Distance.EUCLIDEAN, 1)).isEqualTo(2.0 / 3);
    }

    @Test
    void classWithoutACenterIsAlwaysWrong() {
        Embeddings train = Embeddings.of(new double[] {1, -1}, 1, new int[] {0, 1});
        Embeddings test = Embeddings.of(new double[] {1, 1}, 1, new int[] {0, 9});
        assertThat(NearestCenterAccuracy.of(test, train, Distance.EUCLIDEAN, 1)).isEqualTo(0.5);
    }
}
