package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.metricloss.core.evaluation.MetricsFixture.TOLERANCE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAgreementTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "identical",
                "renamed",
                "random",
                "noisy",
                "single_cluster",
                "all_singletons",
                "both_single",
                "independent_2x2"
            })
    void goldenValuesAreReproduced(String id) {
        JsonNode fixture = MetricsFixture.read("metrics_clustering_scores__given_assignments");
        JsonNode cases = fixture.at("/inputs/cases");
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).get("id").textValue().equals(id)) {
                assertGolden(
                        ClusterAgreement.of(
                                ints(cases.get(i).get("labels")),
                                ints(cases.get(i).get("clusters"))),
                        fixture.at("/expected/cases").get(i));
                return;
            }
        }
        throw new AssertionError("no case " + id);
    }

    @Test
    void goldenValuesOfALargerSetAreReproduced() {
        JsonNode fixture = MetricsFixture.read("metrics_clusters__n200_d8");
        assertGolden(
                ClusterAgreement.of(ints(fixture.at("/inputs/labels")), ints(fixture.at("/inputs/clusters"))),
                fixture.at("/expected/given_clusters"));
    }

    @Test
    void chanceIsZeroAfterAdjustmentInALargeSet() {
        int[] classes = RandomSamples.gaussian(1, 20_000, 1, 50).labels();
        int[] clusters = RandomSamples.gaussian(2, 20_000, 1, 50).labels();
        ClusterAgreement found = ClusterAgreement.of(classes, clusters);
        assertThat(found.normalisedMutualInformation()).isBetween(0.005, 0.05);
        // Several standard deviations of the chance values.
        assertThat(found.adjustedMutualInformation()).isBetween(-0.005, 0.005);
        assertThat(found.adjustedRandIndex()).isBetween(-0.005, 0.005);
    }

    @Test
    void thereMustBeOneClusterPerSample() {
        assertThatThrownBy(() -> ClusterAgreement.of(new int[3], new int[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 2 clusters for 3 samples");
    }

    private static void assertGolden(ClusterAgreement found, JsonNode expected) {
        assertThat(found.normalisedMutualInformation())
                .isCloseTo(expected.get("nmi_arithmetic").doubleValue(), TOLERANCE);
        assertThat(found.adjustedMutualInformation())
                .isCloseTo(expected.get("ami_arithmetic").doubleValue(), TOLERANCE);
        assertThat(found.adjustedRandIndex())
                .isCloseTo(expected.get("adjusted_rand_index").doubleValue(), TOLERANCE);
    }

    private static int[] ints(JsonNode list) {
        return new ObjectMapper().convertValue(list, int[].class);
    }
}
