package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolmAdjustmentTest {
    static Stream<Fixture> cases() {
        return Fixture.cases("stats_holm", "cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void adjustmentIsThatOfStatsmodels(Fixture fixture) {
        double[] adjusted = HolmAdjustment.of(fixture.array("p")).adjusted();
        JsonNode expected = fixture.expected().path("holm_adjusted");
        JsonNode rejected = fixture.expected().path("reject_at_0.05");
        assertThat(adjusted).isNotEmpty().hasSize(expected.size());
        for (int i = 0; i < adjusted.length; i++) {
            Fixture.assertEqual(adjusted[i], expected.get(i));
            assertThat(adjusted[i] <= 0.05).isEqualTo(rejected.get(i).asBoolean());
        }
    }

    @Test
    void emptyFamilyStaysEmpty() {
        assertThat(HolmAdjustment.of().adjusted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void valuesThatAreNoProbabilitiesAreRefused(double p) {
        assertThatThrownBy(() -> HolmAdjustment.of(0.5, p))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p must be in [0, 1], got " + p);
    }
}
