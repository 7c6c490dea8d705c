package org.metricloss.results.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;

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
        assertThat(NumberText.measure(MeanEstimate.of(new double[] {1, 1, 1}, Support.SHARE)))
                .isEqualTo("1.0000");
    }

    @Test
    void intervalsHaveTheirOwnEnds() {
        assertThat(NumberText.measure(MeanEstimate.of(new double[] {0.97, 0.98, 0.99}, Support.SHARE)))
                .isEqualTo("0.9800 [0.9324, 0.9943]");
        assertThat(NumberText.cost(MeanEstimate.of(new double[] {1, 2, 9}, Support.POSITIVE)))
                .isEqualTo("4 [0.2669, 59.94]");
        assertThat(NumberText.signed(new Interval(-0.00123, 0.5))).isEqualTo("[-0.0012, +0.5000]");
    }

    @Test
    void oneOrTwoSeedsStandThereThemselves() {
        assertThat(NumberText.measure(MeanEstimate.of(new double[] {0.5}, Support.SHARE)))
                .isEqualTo("0.5000");
        assertThat(NumberText.cost(MeanEstimate.of(new double[] {12.345, 0.25}, Support.POSITIVE)))
                .isEqualTo("12.35 and 0.25");
    }

    @Test
    void withoutItsIntervalACostIsStillTheTwoSeeds() {
        assertThat(NumberText.costWithoutInterval(MeanEstimate.of(new double[] {2, 3}, Support.POSITIVE)))
                .isEqualTo("2 and 3");
        assertThat(NumberText.costWithoutInterval(MeanEstimate.of(new double[] {1, 2, 9}, Support.POSITIVE)))
                .isEqualTo("4");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 s",
        "2.5e-8,25 ns",
        "0.000336,336 \u00b5s",
        "0.0014256,1.43 ms",
        "0.9996,1000 ms",
        "3.55,3.55 s",
        "119,119 s",
        "125,2.08 min",
        "9000,2.5 h"
    })
    void timesHaveTheUnitThatPeopleWouldUse(double seconds, String text) {
        assertThat(NumberText.seconds(seconds)).isEqualTo(text);
    }
}
