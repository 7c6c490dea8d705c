package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalenceTestTest {
    private static final double[] A = {0.9612, 0.9588, 0.9634, 0.9601, 0.9579, 0.9623};
    private static final double[] B = {0.9605, 0.9594, 0.9618, 0.9611, 0.9570, 0.9615};

    /** Numbers of scipy.stats.ttest_1samp(a - b, -margin, 'greater') and (a - b, margin, 'less'), SciPy 1.17. */
    @ParameterizedTest
    @CsvSource({
        "0.002,  9.666070652369706e-4, 5.3769326876264845e-3, true",
        "0.0005, 3.8230044611964664e-2, 0.4072051889990989, false"
    })
    void bothTestsAreThoseOfSciPy(double margin, double lower, double upper, boolean equivalent) {
        EquivalenceTest test = EquivalenceTest.of(A, B, margin);
        assertThat(test.pLower().orElseThrow()).isCloseTo(lower, within(1e-9 * lower));
        assertThat(test.pUpper().orElseThrow()).isCloseTo(upper, within(1e-9 * upper));
        assertThat(test.p().orElseThrow()).isEqualTo(test.pUpper().orElseThrow());
        assertThat(test.isEquivalent()).isEqualTo(equivalent);
        assertThat(test.isDifferent()).isFalse();
        Interval interval = test.difference().interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(-0.0004143721045417667, within(1e-12));
        assertThat(interval.high()).isCloseTo(0.0012143721045417897, within(1e-12));
    }

    /** Two pairs have one degree of freedom, whose tail is 1/2 - atan(t) / pi: here t = (0 + 3) / 1 and (3 - 0) / 1. */
    @Test
    void twoPairsAreThoseOfTheClosedForm() {
        EquivalenceTest test = EquivalenceTest.of(new double[] {1, -1}, new double[2], 3);
        double tail = 0.5 - Math.atan(3) / Math.PI;
        assertThat(test.pLower().orElseThrow()).isCloseTo(tail, within(1e-12));
        assertThat(test.pUpper().orElseThrow()).isCloseTo(tail, within(1e-12));
    }

    /** The 90% interval lies within the margin exactly if both tests reject. */
    @Test
    void intervalAndPValuesSayTheSame() {
        Random random = new Random(7);
        int equivalent = 0;
        for (int i = 0; i < 500; i++) {
            EquivalenceTest test = EquivalenceTest.of(sample(random, 0.3, 4), new double[4], 1);
            Interval interval = test.difference().interval().orElseThrow();
            assertThat(test.isEquivalent()).isEqualTo(-1 < interval.low() && interval.high() < 1);
            equivalent += test.isEquivalent() ? 1 : 0;
        }
        assertThat(equivalent).isBetween(50, 450);
    }

    @Test
    void aDifferenceBeyondTheMarginOnEitherSideIsDifferent() {
        double[] high = {0.95, 0.96, 0.955};
        double[] low = {0.90, 0.905, 0.907};
        assertThat(EquivalenceTest.of(high, low, 0.01).isDifferent()).isTrue();
        assertThat(EquivalenceTest.of(low, high, 0.01).isDifferent()).isTrue();
        assertThat(EquivalenceTest.of(high, low, 0.05).isDifferent()).isFalse();
        assertThat(EquivalenceTest.of(high, low, 0.05).isEquivalent()).isFalse();
        assertThat(EquivalenceTest.of(high, low, 0.01).p().orElseThrow()).isCloseTo(0.9987160472633578, within(1e-9));
    }

    /**
     * Where the true difference is the margin itself, equivalence is claimed wrongly in 5% of the runs; where it is 0 and the
     * margin two deviations wide, ten seeds nearly always suffice. With 4,000 samples the rate has a standard error of 0.0034.
     */
    @Test
    void falseClaimsAreAsRareAsTheLevelSaysAndTrueOnesAreFound() {
        Random random = new Random(24);
        int wrong = 0;
        int found = 0;
        int samples = 4000;
        for (int i = 0; i < samples; i++) {
            wrong +=
                    EquivalenceTest.of(sample(random, 2, 10), new double[10], 2).isEquivalent() ? 1 : 0;
            found +=
                    EquivalenceTest.of(sample(random, 0, 10), new double[10], 2).isEquivalent() ? 1 : 0;
        }
        assertThat((double) wrong / samples).isBetween(0.04, 0.06);
        assertThat((double) found / samples).isGreaterThan(0.99);
    }

    private static double[] sample(Random random, double mean, int n) {
        double[] sample = new double[n];
        for (int i = 0; i < n; i++) {
            sample[i] = mean + random.nextGaussian();
        }
        return sample;
    }

    @Test
    void onePairAndEqualDifferencesHaveNoTest() {
        assertThat(EquivalenceTest.of(new double[] {0.5}, new double[] {0.5}, 1).p())
                .isEmpty();
        EquivalenceTest equal = EquivalenceTest.of(new double[] {0.97, 0.96, 0.95}, new double[] {0.95, 0.94, 0.93}, 1);
        assertThat(equal.p()).isEmpty();
        assertThat(equal.isEquivalent()).isFalse();
        assertThat(equal.isDifferent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "NaN", "Infinity"})
    void otherMarginsAreRefused(double margin) {
        assertThatThrownBy(() -> EquivalenceTest.of(A, B, margin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("margin must be > 0 and finite, got " + margin);
    }
}
