package org.metricloss.experiments.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.metricloss.core.evaluation.Distance;

class DistanceHistogramsTest {
    @Test
    void cosineDistanceIsOneLessTheCosine() {
        float[] embeddings = {1, 0, 0, 2, 3, 0, 0, 0};
        DistanceHistograms histograms = DistanceHistograms.of(embeddings, 2, new int[] {0, 1, 0, 1}, Distance.COSINE);
        assertThat(histograms.positive().getNum()).isEqualTo(2);
        // (1, 0) and (3, 0) point one way; a row of zeros is half away from the other.
        assertThat(histograms.positive().getMin()).isZero();
        assertThat(histograms.positive().getMax()).isEqualTo(0.5);
        assertThat(histograms.negative().getMax()).isEqualTo(1);
        assertThat(histograms.negative().getNum()).isEqualTo(4);
    }

    @Test
    void largeTestPartsAreSampled() {
        int n = 4 * DistanceHistograms.MOST_SAMPLES;
        float[] embeddings = new float[n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            embeddings[i] = i;
            labels[i] = i % 2;
        }
        DistanceHistograms histograms = DistanceHistograms.of(embeddings, 1, labels, Distance.EUCLIDEAN);
        double kept = DistanceHistograms.MOST_SAMPLES;
        assertThat(histograms.positive().getNum() + histograms.negative().getNum())
                .isEqualTo(kept * (kept - 1) / 2);
        assertThat(histograms.negative().getMax()).isGreaterThan(n / 2.0);
        assertThat(histograms.negative().getBucketList().stream()
                        .mapToDouble(count -> count)
                        .sum())
                .isEqualTo(histograms.negative().getNum());
    }

    @Test
    void aSingleClassHasNoNegatives() {
        DistanceHistograms histograms =
                DistanceHistograms.of(new float[] {1, 1}, 1, new int[] {3, 3}, Distance.EUCLIDEAN);
        assertThat(histograms.negative().getNum()).isZero();
        assertThat(histograms.positive().getNum()).isEqualTo(1);
        assertThat(histograms.positive().getBucket(0)).isEqualTo(1);
    }
}
