package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest {
    @Test
    void floatsAreWidenedExactly() {
        Embeddings embeddings = Embeddings.of(new float[] {0.1f, 2, 3, 4}, 2, new int[] {7, -1});
        assertThat(embeddings.rows()).isEqualTo(2);
        assertThat(embeddings.value(0, 0)).isEqualTo((double) 0.1f);
        assertThat(embeddings.value(1, 1)).isEqualTo(4);
        assertThat(embeddings.classes()).containsExactly(-1, 7);
    }

    @Test
    void arraysAreCopied() {
        double[] values = {1, 2};
        int[] labels = {3};
        Embeddings embeddings = Embeddings.of(values, 2, labels);
        values[0] = 9;
        labels[0] = 9;
        embeddings.labels()[0] = 9;
        assertThat(embeddings.value(0, 0)).isEqualTo(1);
        assertThat(embeddings.label(0)).isEqualTo(3);
    }

    @Test
    void normalisedRowsHaveLengthOneAndZeroRowsStayZero() {
        Embeddings normalised =
                Embeddings.of(new double[] {3, 4, 0, 0}, 2, new int[] {0, 1}).l2Normalised();
        assertThat(normalised.value(0, 0)).isEqualTo(0.6);
        assertThat(normalised.value(0, 1)).isEqualTo(0.8);
        assertThat(normalised.value(1, 0)).isZero();
        assertThat(normalised.value(1, 1)).isZero();
    }

    @Test
    void numberOfLabelsMustFitTheValues() {
        assertThatThrownBy(() -> Embeddings.of(new double[6], 2, new int[] {0, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 labels and dimension 2 need 4 values, got 6");
    }

    @Test
    void emptyEmbeddingsAreRefused() {
        assertThatThrownBy(() -> Embeddings.of(new float[0], 2, new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embeddings must have at least one row, got none");
    }

    @Test
    void dimensionMustBePositive() {
        assertThatThrownBy(() -> Embeddings.of(new double[0], 0, new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimension must be >= 1, got 0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e151})
    void unusableValuesAreRefusedWithTheirPlace(double value) {
        assertThatThrownBy(() -> Embeddings.of(new double[] {1, 2, 3, 4, 5, value}, 2, new int[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embeddings must be finite and at most 1.0E150 in magnitude, got " + value
                        + " in row 2, column 1");
    }
}
