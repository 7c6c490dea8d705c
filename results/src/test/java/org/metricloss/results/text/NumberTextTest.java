package org.metricloss.results.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.results.statistics.MeanEstimate;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12.34567, 12.35",
        "100, 100",
        "2880, 2880",
        "123456, 123500",
        "0.0012345, 0.001234",
        "171360000, 1.714e+08",
        "0.00001234, 1.234e-05",
        "-12.3456, -12.35"
    })
    void costsHaveFourSignificantDigits(double value, String text) {
        assertThat(NumberText.cost(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0123456, 0.0123", "0.0009, < 0.001", "0, < 0.001", "1, 1", "0.05, 0.0500"})
    void pValuesHaveThreeSignificantDigits(double p, String text) {
        assertThat(NumberText.p(OptionalDouble.of(p))).isEqualTo(text);
    }

    @Test
    void noPValueIsADash() {
        assertThat(NumberText.p(OptionalDouble.empty())).isEqualTo("-");
    }

    @Test
    void meanWithoutIntervalStandsAlone() {
        assertThat(NumberText.measure(MeanEstimate.of(new double[] {0.5}), "±")).isEqualTo("0.5000");
        assertThat(NumberText.measure(MeanEstimate.of(new double[] {0.5, 0.5}), "±"))
                .isEqualTo("0.5000 ± 0.0000");
    }
}
