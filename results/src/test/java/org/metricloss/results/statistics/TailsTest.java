package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.metricloss.results.statistics.Fixture.assertEqual;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TailsTest {
    /**
     * The file's 0.995 quantiles of 3 and 10 degrees of freedom are off by 1.7e-9: by the closed form, beyond the file's
     * quantile of 3 degrees lies 0.0050000000240 and not 0.005.
     */
    private static final double FILE_ERROR = 2e-9;

    static Stream<Fixture> quantiles() {
        return Fixture.cases("stats_special_functions", "student_t_quantiles");
    }

    static Stream<Fixture> tails() {
        return Fixture.cases("stats_special_functions", "student_t_tails");
    }

    static Stream<Fixture> normal() {
        return Fixture.cases("stats_special_functions", "normal");
    }

    @ParameterizedTest
    @MethodSource("quantiles")
    void quantilesOfStudentTAreThoseOfSciPy(Fixture fixture) {
        double df = fixture.number("df");
        assertEqual(Tails.criticalT(df, 0.95), fixture.expected().path("t_critical_0.975"));
        assertEqual(Tails.criticalT(df, 0.99), fixture.expected().path("t_critical_0.995"), FILE_ERROR);
    }

    @Test
    void quantileOfThreeDegreesOfFreedomSolvesTheClosedForm() {
        double angle = Math.atan(Tails.criticalT(3, 0.99) / Math.sqrt(3));
        assertThat(2 / Math.PI * (angle + Math.sin(angle) * Math.cos(angle))).isCloseTo(0.99, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("tails")
    void tailsOfStudentTAreThoseOfSciPy(Fixture fixture) {
        double t = fixture.number("t");
        double p = Tails.studentT(t, fixture.number("df"));
        assertEqual(p, fixture.expected().path("p_two_sided"));
        assertEqual(t < 0 ? p / 2 : 1 - p / 2, fixture.expected().path("cdf"));
    }

    @ParameterizedTest
    @MethodSource("normal")
    void tailsOfTheNormalDistributionAreThoseOfSciPy(Fixture fixture) {
        double z = fixture.number("z");
        double p = Tails.normal(z);
        assertEqual(p, fixture.expected().path("two_sided_p"));
        assertEqual(z < 0 ? p / 2 : 1 - p / 2, fixture.expected().path("cdf"));
    }
}
