package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerificationByClassTest {
    /** At most 2,048 same pairs: nothing is rounded to bands. */
    @Test
    void sharesAreThoseOfCountingEveryPairOfPairs() {
        for (Embeddings samples : List.of(RandomSamples.onGrid(1, 60, 3, 4), RandomSamples.gaussian(2, 60, 5, 6))) {
            VerificationByClass found =
                    VerificationByClass.of(samples, Distance.EUCLIDEAN, 2).orElseThrow();
            int classes = found.labels().size();
            assertThat(found.labels()).isSorted().hasSizeGreaterThan(3);
            for (int b = 0; b < classes; b++) {
                int labelB = found.labels().get(b);
                assertThat(found.samples()[b]).isEqualTo((int) Arrays.stream(samples.labels())
                        .filter(label -> label == labelB)
                        .count());
                assertThat(found.same()[b])
                        .isCloseTo(closer(distances(samples, labelB, labelB), different(samples)), within(1e-12));
                for (int a = 0; a < b; a++) {
                    assertThat(found.different()[b][a])
                            .isCloseTo(
                                    closer(
                                            same(samples),
                                            distances(samples, found.labels().get(a), labelB)),
                                    within(1e-12));
                }
            }
        }
    }

    @Test
    void theirMeansAreTheAreaAndThreadsDoNotChangeThem() {
        Embeddings samples = RandomSamples.gaussian(3, 700, 4, 12);
        VerificationByClass found =
                VerificationByClass.of(samples, Distance.COSINE, 1).orElseThrow();
        double area = Verification.ofAllPairs(samples, Distance.COSINE, 1, 1)
                .orElseThrow()
                .rocAuc();
        double same = 0;
        double samePairs = 0;
        double different = 0;
        double differentPairs = 0;
        int[] count = found.samples();
        for (int b = 0; b < count.length; b++) {
            double pairs = count[b] * (count[b] - 1) / 2.0;
            same += pairs > 0 ? pairs * found.same()[b] : 0;
            samePairs += pairs;
            for (int a = 0; a < b; a++) {
                different += (double) count[a] * count[b] * found.different()[b][a];
                differentPairs += (double) count[a] * count[b];
            }
        }
        // More same pairs than bounds: equal only to the width of a band.
        assertThat(samePairs).isGreaterThan(VerificationByClass.MOST_BOUNDS);
        assertThat(same / samePairs).isCloseTo(area, within(1e-5));
        assertThat(different / differentPairs).isCloseTo(area, within(1e-5));
        VerificationByClass threaded =
                VerificationByClass.of(samples, Distance.COSINE, 3).orElseThrow();
        assertThat(threaded.same()).isEqualTo(found.same());
        assertThat(threaded.different()).isDeepEqualTo(found.different());
    }

    @Test
    void withoutPairsOfBothKindsThereIsNothing() {
        assertThat(VerificationByClass.of(Embeddings.of(new double[3], 1, new int[3]), Distance.EUCLIDEAN, 1))
                .isEmpty();
        assertThat(VerificationByClass.of(Embeddings.of(new double[3], 1, new int[] {1, 2, 3}), Distance.EUCLIDEAN, 1))
                .isEmpty();
        Embeddings single = Embeddings.of(new double[] {0, 1, 5}, 1, new int[] {1, 1, 2});
        assertThat(VerificationByClass.of(single, Distance.EUCLIDEAN, 1)
                        .orElseThrow()
                        .same())
                .containsExactly(1, Double.NaN);
    }

    private static double[] same(Embeddings samples) {
        return Arrays.stream(samples.classes())
                .boxed()
                .flatMapToDouble(label -> Arrays.stream(distances(samples, label, label)))
                .toArray();
    }

    private static double[] different(Embeddings samples) {
        int[] classes = samples.classes();
        return IntStream.range(0, classes.length)
                .boxed()
                .flatMapToDouble(b -> IntStream.range(0, b)
                        .boxed()
                        .flatMapToDouble(a -> Arrays.stream(distances(samples, classes[a], classes[b]))))
                .toArray();
    }

    /** The squared distances of the unordered pairs of two classes, or of one. */
    private static double[] distances(Embeddings samples, int a, int b) {
        return IntStream.range(0, samples.rows())
                .filter(i -> samples.label(i) == a)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(0, samples.rows())
                        .filter(j -> samples.label(j) == b && (a != b || j > i))
                        .mapToDouble(j -> samples.squaredDistance(i, samples, j)))
                .toArray();
    }

    /** The share of (near, far) in which near is less, equal ones counting one half. */
    private static double closer(double[] near, double[] far) {
        double sum = 0;
        for (double n : near) {
            for (double f : far) {
                sum += n < f ? 1 : n == f ? 0.5 : 0;
            }
        }
        return sum / ((double) near.length * far.length);
    }
}
