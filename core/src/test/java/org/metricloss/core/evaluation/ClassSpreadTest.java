package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.metricloss.core.evaluation.MetricsFixture.TOLERANCE;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassSpreadTest {
    @ParameterizedTest
    @ValueSource(strings = {"raw", "normalized"})
    void goldenValuesAreReproduced(String space) {
        ClassSpread spread = ClassSpread.of(samples(space));
        JsonNode expected = expected(space);
        assertThat(spread.compactness())
                .isCloseTo(expected.get("intra_mean_distance_to_own_center").doubleValue(), TOLERANCE);
        assertThat(spread.separability().getAsDouble())
                .isCloseTo(expected.get("inter_mean_center_distance").doubleValue(), TOLERANCE);
        // The fixture states the inverse ratio.
        assertThat(1 / spread.compactnessToSeparability().getAsDouble())
                .isCloseTo(
                        expected.get("center_distance_ratio_inter_over_intra").doubleValue(), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "normalized"})
    void centersAreTheGoldenOnes(String space) {
        Embeddings centers = ClassCenters.of(samples(space));
        JsonNode expected = expected(space).get("class_centers");
        assertThat(centers.rows()).isEqualTo(expected.size()).isEqualTo(9);
        for (int row = 0; row < centers.rows(); row++) {
            JsonNode center = expected.get(Integer.toString(centers.label(row)));
            for (int k = 0; k < centers.dimension(); k++) {
                assertThat(centers.value(row, k)).isCloseTo(center.get(k).doubleValue(), TOLERANCE);
            }
        }
    }

    @Test
    void separabilityIsEmptyForOneClass() {
        ClassSpread spread = ClassSpread.of(Embeddings.of(new double[] {0, 2}, 1, new int[] {5, 5}));
        assertThat(spread.compactness()).isEqualTo(1);
        assertThat(spread.separability()).isEmpty();
        assertThat(spread.compactnessToSeparability()).isEmpty();
    }

    @Test
    void ratioIsEmptyWhenAllCentersCoincide() {
        ClassSpread spread = ClassSpread.of(Embeddings.of(new double[] {-1, 1, 0}, 1, new int[] {0, 0, 1}));
        assertThat(spread.compactness()).isEqualTo(2.0 / 3);
        assertThat(spread.separability()).hasValue(0);
        assertThat(spread.compactnessToSeparability()).isEmpty();
    }

    @Test
    void classesOfOneSampleHaveNoSpread() {
        ClassSpread spread = ClassSpread.of(Embeddings.of(new double[] {0, 3, 9}, 1, new int[] {0, 1, 2}));
        assertThat(spread.compactness()).isZero();
        assertThat(spread.separability()).hasValue(6);
        assertThat(spread.compactnessToSeparability()).hasValue(0);
    }

    private static Embeddings samples(String space) {
        Embeddings raw = MetricsFixture.samples(
                MetricsFixture.read("metrics_clusters__n200_d8").get("inputs"));
        return space.equals("raw") ? raw : raw.l2Normalised();
    }

    private static JsonNode expected(String space) {
        return MetricsFixture.read("metrics_clusters__n200_d8").get("expected").get(space);
    }
}
