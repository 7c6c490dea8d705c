package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KMeansTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void groupsFarApartAreFoundFromAnyStart(long seed) {
        Embeddings noise = RandomSamples.gaussian(9, 300, 4, 6);
        double[] values = new double[300 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = noise.value(i / 4, i % 4) + (i / 4 % 6 == i % 4 ? 1000 : 0) - (i / 4 % 6 == 5 ? 1000 : 0);
        }
        int[] groups = IntStream.range(0, 300).map(i -> i % 6).toArray();
        Embeddings samples = Embeddings.of(values, 4, groups);
        int[] clusters = KMeans.clusters(samples, 6, Distance.EUCLIDEAN, seed, 2);
        assertThat(ClusterAgreement.of(groups, clusters)).isEqualTo(new ClusterAgreement(1, 1, 1));
    }

    /** The end state by its definition: every sample is in the cluster whose mean is nearest. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void everySampleEndsInTheClusterOfTheNearestMean(int k) {
        Embeddings samples = RandomSamples.gaussian(3, 1100, 3, 2);
        int[] clusters = KMeans.clusters(samples, k, Distance.EUCLIDEAN, 11, 1);
        assertThat(Arrays.stream(clusters).distinct().sorted().toArray())
                .containsExactly(IntStream.range(0, k).toArray());
        double[] values = new double[1100 * 3];
        Arrays.setAll(values, i -> samples.value(i / 3, i % 3));
        Embeddings means = ClassCenters.of(Embeddings.of(values, 3, clusters));
        for (int i = 0; i < 1100; i++) {
            double own = NaiveEvaluation.squaredDistance(samples, i, means, clusters[i]);
            for (int c = 0; c < k; c++) {
                assertThat(own).isLessThanOrEqualTo(NaiveEvaluation.squaredDistance(samples, i, means, c) + 1e-12);
            }
        }
    }

    @Test
    void clustersDependOnTheSeedAndNotOnThreads() {
        Embeddings samples = RandomSamples.gaussian(4, 1000, 5, 2);
        int[] clusters = KMeans.clusters(samples, 10, Distance.COSINE, 1, 1);
        assertThat(KMeans.clusters(samples, 10, Distance.COSINE, 1, 3)).containsExactly(clusters);
        assertThat(KMeans.clusters(samples, 10, Distance.COSINE, 2, 1)).isNotEqualTo(clusters);
    }

    @Test
    void roundsAreLimitedAndTold() {
        Embeddings samples = RandomSamples.gaussian(4, 1000, 5, 2);
        List<Long> rounds = new ArrayList<>();
        int[] clusters = KMeans.clusters(
                samples, 10, Distance.EUCLIDEAN, 1, 2, 3, (step, done, of) -> rounds.add(10 * of + done));
        assertThat(rounds).containsExactly(31L, 32L, 33L);
        assertThat(clusters).isNotEqualTo(KMeans.clusters(samples, 10, Distance.EUCLIDEAN, 1, 2));
    }

    @Test
    void asManyClustersAsSamplesLeaveEachAlone() {
        Embeddings samples = RandomSamples.gaussian(4, 30, 2, 2);
        int[] clusters = KMeans.clusters(samples, 30, Distance.EUCLIDEAN, 1, 1);
        assertThat(Arrays.stream(clusters).distinct().count()).isEqualTo(30);
    }

    @Test
    void equalSamplesAreClusteredWithoutEnd() {
        Embeddings collapsed = Embeddings.of(new double[50], 1, new int[50]);
        assertThat(KMeans.clusters(collapsed, 5, Distance.EUCLIDEAN, 1, 1)).hasSize(50);
    }

    @Test
    void clustersMustBeNoMoreThanSamples() {
        Embeddings samples = RandomSamples.gaussian(4, 30, 2, 2);
        assertThatThrownBy(() -> KMeans.clusters(samples, 31, Distance.EUCLIDEAN, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be from 1 to the number of samples, 30, got 31");
    }
}
