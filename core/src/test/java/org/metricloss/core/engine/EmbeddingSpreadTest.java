package org.metricloss.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EmbeddingSpreadTest {
    /** (3, 4) and (0, 0), 2.5 from their mean (1.5, 2). */
    @Test
    void smallBatchCanBeCheckedByHand() {
        EmbeddingSpread spread = EmbeddingSpread.of(new float[] {3, 4, 0, 0}, 2);
        assertThat(spread.meanNorm()).isEqualTo(2.5);
        assertThat(spread.spread()).isEqualTo(2.5);
        assertThat(spread.relative()).isEqualTo(1);
    }

    @Test
    void spreadIsTheRootMeanSquareDistanceOfTwoEmbeddingsButForAFactor() {
        float[] x = {1, 5, -2, 0.5f, 3, 3, 8, -1, 0, 2};
        double squared = 0;
        int pairs = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                squared += Math.pow(x[2 * i] - x[2 * j], 2) + Math.pow(x[2 * i + 1] - x[2 * j + 1], 2);
                pairs++;
            }
        }
        assertThat(EmbeddingSpread.of(x, 2).spread())
                .isCloseTo(Math.sqrt(4 / 10.0) * Math.sqrt(squared / pairs), within(1e-12));
    }

    @Test
    void equalEmbeddingsHaveNoSpreadWhereverTheyLie() {
        assertThat(EmbeddingSpread.of(new float[] {7, -3, 7, -3}, 2).relative()).isZero();
        assertThat(EmbeddingSpread.of(new float[4], 2).relative()).isZero();
        assertThat(EmbeddingSpread.of(new float[] {7, -3}, 2).relative()).isZero();
    }

    @Test
    void whatIsNoNumberStaysNone() {
        assertThat(EmbeddingSpread.of(new float[] {1, Float.NaN}, 1).relative()).isNaN();
        assertThat(EmbeddingSpread.of(new float[] {1, Float.POSITIVE_INFINITY}, 1)
                        .relative())
                .isNaN();
    }

    @Test
    void rowsMustBeWhole() {
        assertThatThrownBy(() -> EmbeddingSpread.of(new float[3], 2))
                .hasMessage("there must be at least one embedding of 2 numbers, got 3 numbers in all");
        assertThatThrownBy(() -> EmbeddingSpread.of(new float[0], 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
