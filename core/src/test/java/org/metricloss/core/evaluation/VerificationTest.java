package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.metricloss.core.evaluation.MetricsFixture.TOLERANCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationTest {
    private static final int EXACT = Verification.MOST_EXACT_SAMPLES;
    private static final int ROOM = 1 << 20;

    @ParameterizedTest
    @CsvSource({"EUCLIDEAN, minus_euclidean", "COSINE, minus_euclidean_of_normalized", "COSINE, cosine_similarity"})
    void goldenValuesAreReproduced(Distance distance, String score) {
        JsonNode fixture = MetricsFixture.read("metrics_verification__n200_d8");
        JsonNode expected = fixture.at("/expected/verification").get(score);
        Verification found = Verification.ofAllPairs(MetricsFixture.samples(fixture.get("inputs")), distance, 1, 2)
                .orElseThrow();
        assertThat(found.samePairs()).isEqualTo(4225);
        assertThat(found.differentPairs()).isEqualTo(15675);
        assertThat(found.rocAuc()).isCloseTo(expected.get("roc_auc").doubleValue(), TOLERANCE);
        assertThat(found.equalErrorRate()).isCloseTo(expected.get("eer_linear").doubleValue(), TOLERANCE);
        assertThat(found.tarAtFar1e2())
                .isCloseTo(expected.at("/tar_at_far_0.01/tar_step").doubleValue(), TOLERANCE);
        assertThat(found.tarAtFar1e3())
                .isCloseTo(expected.at("/tar_at_far_0.001/tar_step").doubleValue(), TOLERANCE);
        assertThat(found.sampling()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 50, 1000})
    void goldenValuesAreReproducedWhereDistancesTie(int room) {
        JsonNode fixture = MetricsFixture.read("metrics_ties__n24_d2");
        JsonNode expected = fixture.at("/expected/verification");
        RocPoints roc = new RocPoints(56, 220, 0.1, 0.01);
        new AllPairsRoc(MetricsFixture.samples(fixture.get("inputs")), 1, room).walk(roc);
        assertThat(roc.area()).isCloseTo(expected.get("roc_auc").doubleValue(), TOLERANCE);
        assertThat(roc.equalErrorRate()).isCloseTo(expected.get("eer_linear").doubleValue(), TOLERANCE);
        assertThat(roc.tarAtTargets()[0])
                .isCloseTo(expected.at("/tar_at_far_0.1/tar_step").doubleValue(), TOLERANCE);
        assertThat(roc.tarAtTargets()[1])
                .isCloseTo(expected.at("/tar_at_far_0.01/tar_step").doubleValue(), TOLERANCE);
    }

    /** With little room, ranges are divided to the last bit; threads find the pairs in another order. */
    @ParameterizedTest
    @CsvSource({"8, 1", "16, 2", "300, 3", "5000, 2", "1000000, 9"})
    void roomAndThreadsDoNotChangeTheValues(int room, int threads) {
        for (Embeddings samples : List.of(
                RandomSamples.onGrid(1, 150, 3, 4),
                RandomSamples.gaussian(2, 150, 5, 6),
                Embeddings.of(
                        new double[150], 1, RandomSamples.onGrid(1, 150, 3, 4).labels()))) {
            Verification naive = Verification.ofPairs(samples, everyPair(samples), Distance.EUCLIDEAN)
                    .orElseThrow();
            assertThat(naive.rocAuc()).isBetween(0.3, 0.7);
            assertThat(Verification.ofAllPairs(samples, Distance.EUCLIDEAN, 1, threads, EXACT, 1, room))
                    .contains(naive);
        }
    }

    /** Four standard errors: wrong once in 16,000 draws, and the draws are fixed. */
    @Test
    void drawnPairsComeWithinTheirStatedErrorOfAllPairs() {
        Embeddings samples = RandomSamples.gaussian(5, 500, 2, 3);
        Embeddings classes = shifted(samples);
        Verification all =
                Verification.ofAllPairs(classes, Distance.EUCLIDEAN, 1, 2).orElseThrow();
        assertThat(all.tarAtFar1e3()).isGreaterThan(0.01);
        int closeArea = 0;
        int closeTar = 0;
        for (long seed = 1; seed <= 40; seed++) {
            Verification drawn = drawn(classes, seed, 2, 20_000);
            Verification.Sampling sampling = drawn.sampling().orElseThrow();
            assertThat(sampling.same()).isEqualTo(20_000);
            assertThat(Math.abs(drawn.rocAuc() - all.rocAuc())).isLessThan(4 * sampling.rocAucError());
            assertThat(Math.abs(drawn.equalErrorRate() - all.equalErrorRate()))
                    .isLessThan(4 * sampling.equalErrorRateError());
            assertThat(Math.abs(drawn.tarAtFar1e2() - all.tarAtFar1e2())).isLessThan(4 * sampling.tarAtFar1e2Error());
            closeArea += Math.abs(drawn.rocAuc() - all.rocAuc()) < sampling.rocAucError() / 20 ? 1 : 0;
            closeTar += Math.abs(drawn.tarAtFar1e2() - all.tarAtFar1e2()) < 2 * sampling.tarAtFar1e2Error() ? 1 : 0;
        }
        // Neither far too small nor far too large: 95% within two standard errors, and not all within a twentieth.
        assertThat(closeTar).isGreaterThanOrEqualTo(34);
        assertThat(closeArea).isLessThan(20);
    }

    @Test
    void drawnPairsDependOnTheSeedAndNotOnThreads() {
        Embeddings samples = RandomSamples.gaussian(5, 300, 2, 3);
        assertThat(drawn(samples, 1, 1, 70_000)).isEqualTo(drawn(samples, 1, 3, 70_000));
        assertThat(drawn(samples, 1, 1, 5000).rocAuc())
                .isNotEqualTo(drawn(samples, 2, 1, 5000).rocAuc());
    }

    @Test
    void allSamePairsAreTakenWhereThereAreNoMoreThanDraws() {
        int[] labels = new int[300];
        for (int i = 0; i < 300; i++) {
            labels[i] = i / 2;
        }
        Embeddings samples = relabelled(RandomSamples.gaussian(5, 300, 2, 3), labels);
        Verification drawn = drawn(samples, 1, 2, 3000);
        assertThat(drawn.samePairs()).isEqualTo(150);
        assertThat(drawn.sampling().orElseThrow().same()).isEqualTo(150);
        assertThat(drawn.sampling().orElseThrow().different()).isEqualTo(3000);
    }

    @Test
    void oneSampleAgainstManyIsFoundByTheDraws() {
        int[] labels = new int[200];
        labels[199] = 1;
        Embeddings samples = relabelled(RandomSamples.gaussian(5, 200, 2, 3), labels);
        Verification drawn = drawn(samples, 3, 1, 2000);
        assertThat(drawn.differentPairs()).isEqualTo(199);
        assertThat(drawn.rocAuc()).isBetween(0.05, 0.95);
    }

    @Test
    void noValueWithoutPairsOfBothKinds() {
        Embeddings oneClass = relabelled(RandomSamples.gaussian(5, 20, 2, 3), new int[20]);
        assertThat(Verification.ofAllPairs(oneClass, Distance.EUCLIDEAN, 1, 1)).isEmpty();
        Embeddings loneSamples = Embeddings.of(new double[] {1, 2, 3}, 1, new int[] {0, 1, 2});
        assertThat(Verification.ofAllPairs(loneSamples, Distance.EUCLIDEAN, 1, 1))
                .isEmpty();
        assertThat(Verification.ofPairs(oneClass, everyPair(oneClass), Distance.EUCLIDEAN))
                .isEmpty();
    }

    @Test
    void separatedClassesAreVerifiedWithoutError() {
        Embeddings samples = Embeddings.of(new double[] {0, 0, 1, 1}, 1, new int[] {4, 4, 7, 7});
        assertThat(Verification.ofAllPairs(samples, Distance.EUCLIDEAN, 1, 1))
                .contains(new Verification(2, 4, 1, 0, 1, 1, Optional.empty()));
    }

    @Test
    void pairsMustNameRowsThatExist() {
        LabelledPairs pairs = new LabelledPairs(new int[] {0}, new int[] {4}, new boolean[] {true}, new int[] {0});
        Embeddings samples = RandomSamples.gaussian(1, 4, 2, 2);
        assertThatThrownBy(() -> Verification.ofPairs(samples, pairs, Distance.EUCLIDEAN))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new LabelledPairs(new int[1], new int[2], new boolean[1], new int[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 1, 2, 1 and 1");
    }

    private static Verification drawn(Embeddings samples, long seed, int threads, int draws) {
        return Verification.ofAllPairs(samples, Distance.EUCLIDEAN, seed, threads, 10, draws, ROOM)
                .orElseThrow();
    }

    private static LabelledPairs everyPair(Embeddings samples) {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < samples.rows(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new int[] {i, j});
            }
        }
        boolean[] same = new boolean[pairs.size()];
        for (int p = 0; p < same.length; p++) {
            same[p] = samples.label(pairs.get(p)[0]) == samples.label(pairs.get(p)[1]);
        }
        return new LabelledPairs(
                pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                pairs.stream().mapToInt(pair -> pair[1]).toArray(),
                same,
                new int[same.length]);
    }

    /** Moves each class by its label, so that classes overlap but differ. */
    private static Embeddings shifted(Embeddings samples) {
        double[] values = new double[samples.rows() * samples.dimension()];
        for (int i = 0; i < values.length; i++) {
            int row = i / samples.dimension();
            values[i] = samples.value(row, i % samples.dimension()) + samples.label(row) / 4.0;
        }
        return Embeddings.of(values, samples.dimension(), samples.labels());
    }

    private static Embeddings relabelled(Embeddings samples, int[] labels) {
        double[] values = new double[samples.rows() * samples.dimension()];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.value(i / samples.dimension(), i % samples.dimension());
        }
        return Embeddings.of(values, samples.dimension(), labels);
    }
}
