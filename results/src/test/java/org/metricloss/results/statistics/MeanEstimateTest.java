package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.metricloss.results.statistics.Fixture.assertEqual;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeanEstimateTest {
    static Stream<Fixture> cases() {
        return Fixture.cases("stats_mean_ci", "cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meansAndIntervalsAreThoseOfSciPy(Fixture fixture) {
        double[] sample = fixture.array("sample");
        assertEstimate(MeanEstimate.of(sample), fixture.expected().path("confidence_95"));
        assertEstimate(MeanEstimate.of(sample, 0.99), fixture.expected().path("confidence_99"));
    }

    static void assertEstimate(MeanEstimate estimate, JsonNode expected) {
        assertThat(estimate.n()).isEqualTo(expected.path("n").asInt());
        assertEqual(estimate.mean(), expected.path("mean"));
        assertEqual(estimate.standardDeviation().orElseThrow(), expected.path("standard_deviation_sample"));
        assertEqual(estimate.standardError().orElseThrow(), expected.path("standard_error"));
        Interval interval = estimate.interval().orElseThrow();
        assertEqual(interval.low(), expected.path("lower"));
        assertEqual(interval.high(), expected.path("upper"));
        assertEqual(interval.halfWidth(), expected.path("half_width"));
    }

    @Test
    void oneValueHasAMeanAndNoInterval() {
        MeanEstimate estimate = MeanEstimate.of(new double[] {0.25});
        assertThat(estimate.mean()).isEqualTo(0.25);
        assertThat(estimate.interval()).isEmpty();
        assertThat(estimate.standardDeviation()).isEmpty();
        assertThat(estimate.standardError()).isEmpty();
    }

    @Test
    void noValueIsRefused() {
        assertThatThrownBy(() -> MeanEstimate.of(new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample must not be empty");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void valuesThatAreNotFiniteAreRefused(double value) {
        assertThatThrownBy(() -> MeanEstimate.of(new double[] {1, value}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample must hold finite numbers, got " + value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN})
    void confidenceMustLieBetweenZeroAndOne(double confidence) {
        assertThatThrownBy(() -> MeanEstimate.of(new double[] {1, 2}, confidence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("confidence must be in (0, 1), got " + confidence);
    }
}
