package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.metricloss.core.evaluation.MetricsFixture.TOLERANCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldAccuracyTest {
    @ParameterizedTest
    @CsvSource({
        "EUCLIDEAN, euclidean_threshold_at_training_distance, true",
        "COSINE, squared_euclidean_of_normalized_threshold_at_training_distance, false"
    })
    void goldenValuesAreReproduced(Distance distance, String rule, boolean thresholdIsUnsquared) {
        JsonNode fixture = MetricsFixture.read("metrics_tenfold_verification__n200_d8");
        JsonNode inputs = fixture.get("inputs");
        JsonNode expected = fixture.at("/expected/tenfold").get(rule);
        FoldAccuracy found = FoldAccuracy.of(MetricsFixture.samples(inputs), pairs(inputs), distance);
        assertThat(found.accuracies()).hasSize(10);
        assertThat(found.accuracies()).containsExactly(doubles(expected.get("fold_accuracies")), TOLERANCE);
        for (int fold = 0; fold < 10; fold++) {
            double squared = found.squaredThresholds()[fold];
            assertThat(thresholdIsUnsquared ? Math.sqrt(squared) : squared)
                    .isCloseTo(expected.get("fold_thresholds").get(fold).doubleValue(), TOLERANCE);
        }
        assertThat(found.mean()).isCloseTo(expected.get("mean_accuracy").doubleValue(), TOLERANCE);
    }

    @Test
    void rejectingEveryPairIsTheThresholdWhereThatIsBest() {
        Embeddings samples = Embeddings.of(new double[] {0, 1, 2, 5}, 1, new int[4]);
        LabelledPairs pairs = new LabelledPairs(
                new int[] {0, 0, 0, 0}, new int[] {1, 2, 1, 3}, new boolean[] {false, false, false, true}, new int[] {
                    0, 0, 1, 1
                });
        FoldAccuracy found = FoldAccuracy.of(samples, pairs, Distance.EUCLIDEAN);
        assertThat(found.squaredThresholds()).containsExactly(-1, -1);
        assertThat(found.accuracies()).containsExactly(1, 0.5);
    }

    @Test
    void foldsMustBeTwoAtLeastAndWithoutAGap() {
        Embeddings samples = RandomSamples.gaussian(1, 4, 2, 2);
        assertThatThrownBy(() -> FoldAccuracy.of(samples, inFolds(0, 0), Distance.EUCLIDEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pairs must be in at least two folds, numbered from 0 without a gap, got folds [0]");
        assertThatThrownBy(() -> FoldAccuracy.of(samples, inFolds(0, 2), Distance.EUCLIDEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("got folds [0, 2]");
    }

    private static LabelledPairs inFolds(int... folds) {
        return new LabelledPairs(new int[folds.length], new int[folds.length], new boolean[folds.length], folds);
    }

    private static LabelledPairs pairs(JsonNode inputs) {
        int[][] rows = new ObjectMapper().convertValue(inputs.get("pairs"), int[][].class);
        int[] same = new ObjectMapper().convertValue(inputs.get("same"), int[].class);
        int[] first = new int[rows.length];
        int[] second = new int[rows.length];
        boolean[] isSame = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            first[i] = rows[i][0];
            second[i] = rows[i][1];
            isSame[i] = same[i] == 1;
        }
        return new LabelledPairs(
                first, second, isSame, new ObjectMapper().convertValue(inputs.get("fold"), int[].class));
    }

    private static double[] doubles(JsonNode list) {
        return new ObjectMapper().convertValue(list, double[].class);
    }
}
