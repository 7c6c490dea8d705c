package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationThresholdsTest {
    private static final int ALL = 1 << 20;

    /** The rates at the threshold are counted again, pair by pair. */
    @ParameterizedTest
    @EnumSource(Distance.class)
    void ratesAtTheThresholdsAreThoseOfAllPairs(Distance distance) {
        Embeddings samples = RandomSamples.gaussian(5, 150, 4, 6);
        VerificationThresholds found =
                VerificationThresholds.of(samples, distance, 1, 2, ALL).orElseThrow();
        Verification verification =
                Verification.ofAllPairs(samples, distance, 1, 2).orElseThrow();
        assertThat(found.samePairs()).isEqualTo(verification.samePairs());
        assertThat(found.differentPairs()).isEqualTo(verification.differentPairs());
        VerificationThresholds.Point strict = found.falseAccepts1In1000().orElseThrow();
        assertThat(strict.tar()).isEqualTo(verification.tarAtFar1e3());
        VerificationThresholds.Point equal = found.equalError();
        assertThat(equal.far()).isCloseTo(verification.equalErrorRate(), within(1e-3));
        for (VerificationThresholds.Point point : new VerificationThresholds.Point[] {strict, equal}) {
            assertThat(accepted(samples, distance, point.distance(), false) / (double) found.differentPairs())
                    .isEqualTo(point.far());
            assertThat(accepted(samples, distance, point.distance(), true) / (double) found.samePairs())
                    .isEqualTo(point.tar());
        }
        assertThat(strict.distance()).isPositive().isLessThan(equal.distance());
    }

    private static int accepted(Embeddings samples, Distance distance, double threshold, boolean same) {
        Embeddings mapped = distance.inEuclideanSpace(samples);
        int accepted = 0;
        for (int i = 0; i < samples.rows(); i++) {
            for (int j = i + 1; j < samples.rows(); j++) {
                boolean isSame = samples.label(i) == samples.label(j);
                if (isSame == same && distance.ofSquared(mapped.squaredDistance(i, mapped, j)) <= threshold) {
                    accepted++;
                }
            }
        }
        return accepted;
    }

    @Test
    void drawnPairsGiveNearlyTheSameThresholds() {
        Embeddings samples = RandomSamples.gaussian(6, 400, 4, 6);
        VerificationThresholds exact = VerificationThresholds.of(samples, Distance.EUCLIDEAN, 1, 2, ALL)
                .orElseThrow();
        VerificationThresholds drawn = VerificationThresholds.of(samples, Distance.EUCLIDEAN, 1, 2, 10_000)
                .orElseThrow();
        assertThat(drawn.differentPairs()).isEqualTo(10_000).isLessThan(exact.differentPairs());
        // The standard error of the rate is about 0.005 with 10,000 pairs, and the density at the threshold near 0.3.
        assertThat(drawn.equalError().distance()).isCloseTo(exact.equalError().distance(), within(0.1));
    }

    @Test
    void separatedClassesAreSeparatedByTheThreshold() {
        Embeddings samples = Embeddings.of(new double[] {0, 1, 10, 11}, 1, new int[] {0, 0, 1, 1});
        VerificationThresholds found =
                VerificationThresholds.of(samples, Distance.EUCLIDEAN, 1, 1).orElseThrow();
        assertThat(found.equalError()).isEqualTo(new VerificationThresholds.Point(1, 0, 1));
        assertThat(found.falseAccepts1In1000()).hasValue(new VerificationThresholds.Point(1, 0, 1));
    }

    @Test
    void thresholdOfFewFalseAcceptsIsAbsentIfTheNearestPairIsOfTwoClasses() {
        Embeddings samples = Embeddings.of(new double[] {0, 2, 1, 3}, 1, new int[] {0, 0, 1, 1});
        VerificationThresholds found =
                VerificationThresholds.of(samples, Distance.EUCLIDEAN, 1, 1).orElseThrow();
        assertThat(found.falseAccepts1In1000()).isEmpty();
    }

    @Test
    void samplesOfOneClassHaveNoThresholds() {
        Embeddings samples = Embeddings.of(new double[] {0, 2}, 1, new int[] {0, 0});
        assertThat(VerificationThresholds.of(samples, Distance.EUCLIDEAN, 1, 1)).isEmpty();
    }
}
