package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.metricloss.results.statistics.Fixture.assertEqual;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TwoSampleTestsTest {
    private static final double[] CONSTANT = {0.7, 0.7, 0.7};

    static Stream<Fixture> pairs() {
        return Fixture.cases("stats_two_sample_tests", "cases");
    }

    static Stream<Fixture> unequalSizes() {
        return Fixture.cases("stats_two_sample_tests", "welch_unequal_sizes");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pairedTTestAndEffectSizeAreThoseOfSciPy(Fixture fixture) {
        PairedTTest test = PairedTTest.of(fixture.array("a"), fixture.array("b"));
        MeanEstimateTest.assertEstimate(test.difference(), fixture.expected().path("difference_mean_ci_95"));
        assertEqual(test.t().orElseThrow(), fixture.expected().at("/paired_t/t"));
        assertEqual(test.p().orElseThrow(), fixture.expected().at("/paired_t/p_two_sided"));
        PairedEffectSize effect =
                PairedEffectSize.of(fixture.array("a"), fixture.array("b")).orElseThrow();
        assertEqual(effect.cohenDz(), fixture.expected().path("cohen_dz"));
        assertThat(Math.abs(effect.hedgesGz().orElseThrow())).isLessThan(Math.abs(effect.cohenDz()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void wilcoxonIsThatOfSciPyAndOfFullEnumeration(Fixture fixture) {
        JsonNode expected = fixture.expected().path("wilcoxon_signed_rank");
        WilcoxonSignedRank test = WilcoxonSignedRank.of(fixture.array("a"), fixture.array("b"));
        assertThat(test.n()).isEqualTo(expected.path("n_nonzero").asInt());
        assertEqual(test.positiveRankSum(), expected.path("rank_sum_positive"));
        assertEqual(test.negativeRankSum(), expected.path("rank_sum_negative"));
        // The file has the enumeration up to 16 differences and
        // SciPy's exact value where nothing is tied: one at least.
        assertThat(expected.has("p_exact") || expected.has("p_enumerated_mid_ranks"))
                .isTrue();
        if (expected.has("p_exact")) {
            assertEqual(test.p(), expected.path("p_exact"));
        }
        if (expected.has("p_enumerated_mid_ranks")) {
            assertEqual(test.p(), expected.path("p_enumerated_mid_ranks"));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void normalApproximationOfWilcoxonIsThatOfSciPy(Fixture fixture) {
        double[] sorted = Arrays.stream(Samples.differences(fixture.array("a"), fixture.array("b")))
                .filter(difference -> difference != 0)
                .map(Math::abs)
                .sorted()
                .toArray();
        int[] doubledRanks = WilcoxonSignedRank.doubledRanks(sorted, 1e-12);
        double positive =
                fixture.expected().at("/wilcoxon_signed_rank/rank_sum_positive").asDouble();
        assertEqual(
                WilcoxonSignedRank.normal(doubledRanks, (int) (2 * positive)),
                fixture.expected().at("/wilcoxon_signed_rank/p_normal_approximation"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void welchTestOfEqualSizesIsThatOfSciPy(Fixture fixture) {
        assertWelch(fixture, fixture.expected().path("welch_t"));
    }

    @ParameterizedTest
    @MethodSource("unequalSizes")
    void welchTestOfUnequalSizesIsThatOfSciPy(Fixture fixture) {
        assertWelch(fixture, fixture.expected());
    }

    /** Numbers of scipy.stats.ttest_ind(..., equal_var=False).confidence_interval(0.95), SciPy 1.x. */
    @Test
    void welchIntervalIsThatOfSciPy() {
        MeanEstimate difference = WelchTTest.difference(new double[] {1, 2, 3}, new double[] {2, 4, 6});
        assertThat(difference.mean()).isEqualTo(-2);
        assertThat(difference.n()).isEqualTo(6);
        Interval interval = difference.interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(-6.1553995031825055, within(1e-9));
        assertThat(interval.high()).isCloseTo(2.1553995031825055, within(1e-9));
        assertThat(WelchTTest.difference(new double[] {1}, new double[] {2, 4}).interval())
                .isEmpty();
    }

    private static void assertWelch(Fixture fixture, JsonNode expected) {
        WelchTTest test = WelchTTest.of(fixture.array("a"), fixture.array("b")).orElseThrow();
        assertEqual(test.t(), expected.path("t"));
        assertEqual(test.degreesOfFreedom(), expected.path("df"));
        assertEqual(test.p(), expected.path("p_two_sided"));
    }

    /** J(4) = Gamma(2) / (sqrt(2) Gamma(1.5)) = 1 / (sqrt(2) sqrt(pi) / 2). */
    @Test
    void hedgesCorrectionOfFivePairsIsTheClosedForm() {
        PairedEffectSize effect =
                PairedEffectSize.of(new double[] {1, 2, 3, 4, 7}, new double[5]).orElseThrow();
        double correction = Math.sqrt(2 / Math.PI);
        assertThat(effect.hedgesGz().orElseThrow()).isCloseTo(correction * effect.cohenDz(), within(1e-12));
    }

    @Test
    void twoPairsHaveNoHedgesCorrection() {
        assertThat(PairedEffectSize.of(new double[] {1, 2}, new double[2])
                        .orElseThrow()
                        .hedgesGz())
                .isEmpty();
    }

    @Test
    void onePairHasADifferenceAndNoTest() {
        PairedTTest test = PairedTTest.of(new double[] {0.75}, new double[] {0.5});
        assertThat(test.difference().mean()).isEqualTo(0.25);
        assertThat(test.t()).isEmpty();
        assertThat(test.p()).isEmpty();
        assertThat(PairedEffectSize.of(new double[] {0.75}, new double[] {0.5})).isEmpty();
        assertThat(WelchTTest.of(new double[] {0.75}, new double[] {0.5, 0.6})).isEmpty();
    }

    @Test
    void equalSamplesHaveNoTestAndAWilcoxonPOfOne() {
        assertThat(PairedTTest.of(CONSTANT, CONSTANT).p()).isEmpty();
        assertThat(PairedEffectSize.of(CONSTANT, CONSTANT)).isEmpty();
        assertThat(WilcoxonSignedRank.of(CONSTANT, CONSTANT)).isEqualTo(new WilcoxonSignedRank(0, 0, 0, 1));
    }

    @Test
    void differencesEqualUpToRoundingHaveNoTest() {
        double[] a = {0.97, 0.96, 0.95};
        double[] b = {0.95, 0.94, 0.93};
        assertThat(a[0] - b[0]).isNotEqualTo(a[2] - b[2]);
        assertThat(PairedTTest.of(a, b).p()).isEmpty();
        assertThat(WelchTTest.of(CONSTANT, new double[] {0.8, 0.8})).isEmpty();
    }

    @Test
    void differencesEqualUpToRoundingAreTiedForWilcoxon() {
        // Sizes 0.02, 0.02, 0.02 and 0.04: mid-ranks 2, 2, 2 and 4.
        WilcoxonSignedRank test =
                WilcoxonSignedRank.of(new double[] {0.97, 0.96, 0.93, 0.99}, new double[] {0.95, 0.94, 0.95, 0.95});
        assertThat(test.positiveRankSum()).isEqualTo(8);
        assertThat(test.negativeRankSum()).isEqualTo(2);
    }

    @Test
    void manyDifferencesTakeTheNormalApproximation() {
        double[] a = new double[WilcoxonSignedRank.LARGEST_EXACT + 1];
        for (int i = 0; i < a.length; i++) {
            a[i] = i % 3 == 0 ? -1 - i : 1 + i;
        }
        WilcoxonSignedRank test = WilcoxonSignedRank.of(a, new double[a.length]);
        int[] doubledRanks = new int[a.length];
        Arrays.setAll(doubledRanks, i -> 2 * (i + 1));
        int doubledPositive = (int) (2 * test.positiveRankSum());
        assertThat(test.p()).isEqualTo(WilcoxonSignedRank.normal(doubledRanks, doubledPositive));
        // The approximation is good to about 1 / n there.
        assertThat(test.p()).isCloseTo(WilcoxonSignedRank.exact(doubledRanks, doubledPositive), within(0.02));
    }

    @Test
    void samplesOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> PairedTTest.of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("paired samples must be of one length, got 2 and 3");
    }
}
