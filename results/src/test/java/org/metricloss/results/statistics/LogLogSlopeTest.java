package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.metricloss.results.statistics.Fixture.assertEqual;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogLogSlopeTest {
    static Stream<Fixture> cases() {
        return Fixture.cases("stats_loglog_slope", "cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void slopeAndIntervalAreThoseOfSciPy(Fixture fixture) {
        LogLogSlope slope = LogLogSlope.of(fixture.array("x"), fixture.array("y"));
        JsonNode expected = fixture.expected();
        assertEqual(slope.slope(), expected.path("slope"));
        assertEqual(slope.intercept(), expected.path("intercept_natural_log"));
        assertEqual(slope.rSquared().orElseThrow(), expected.path("r_squared"));
        assertThat(slope.n() - 2).isEqualTo(expected.path("degrees_of_freedom").asInt());
        if (expected.has("slope_standard_error_at_most")) {
            assertThat(slope.standardError().orElseThrow())
                    .isBetween(
                            0.0, expected.path("slope_standard_error_at_most").asDouble());
        } else {
            assertEqual(slope.standardError().orElseThrow(), expected.path("slope_standard_error"));
            assertEqual(slope.interval().orElseThrow().low(), expected.path("slope_lower_95"));
            assertEqual(slope.interval().orElseThrow().high(), expected.path("slope_upper_95"));
        }
    }

    @Test
    void twoPointsHaveASlopeAndNoInterval() {
        LogLogSlope slope = LogLogSlope.of(new double[] {1, 10}, new double[] {3, 300});
        assertThat(slope.slope()).isCloseTo(2, within(1e-12));
        assertThat(slope.interval()).isEmpty();
        assertThat(slope.standardError()).isEmpty();
    }

    @Test
    void constantCostHasSlopeZeroAndNoRSquared() {
        LogLogSlope slope = LogLogSlope.of(new double[] {1, 2, 4}, new double[] {5, 5, 5});
        assertThat(slope.slope()).isZero();
        assertThat(slope.rSquared()).isEmpty();
    }

    @Test
    void sizesMustDifferAndBePositive() {
        assertThatThrownBy(() -> LogLogSlope.of(new double[] {2, 2}, new double[] {1, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a slope needs at least two different x");
        assertThatThrownBy(() -> LogLogSlope.of(new double[] {2, 4}, new double[] {1, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("y must be finite and > 0, got 0.0");
        assertThatThrownBy(() -> LogLogSlope.of(new double[] {2, 4}, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x and y must be of one length, got 2 and 1");
    }
}
