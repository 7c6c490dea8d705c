package org.metricloss.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void sameNameGivesSameDraws() {
        RandomStream first = RandomStream.of(7, "weights", 3, 11);
        RandomStream second = RandomStream.of(7, "weights", 3, 11);
        for (int i = 0; i < 100; i++) {
            assertThat(first.nextLong()).isEqualTo(second.nextLong());
        }
    }

    @Test
    void everyPartOfTheNameMatters() {
        Set<Long> firstDraws = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (String purpose : new String[] {"weights", "batches", "batchse"}) {
                for (int epoch = 0; epoch < 10; epoch++) {
                    for (int step = 0; step < 10; step++) {
                        firstDraws.add(
                                RandomStream.of(seed, purpose, epoch, step).nextLong());
                    }
                }
            }
        }
        assertThat(firstDraws).hasSize(10 * 3 * 10 * 10);
    }

    /** The draws are part of what makes a recorded run reproducible: they must never change between versions. */
    @Test
    void drawsAreSealed() {
        RandomStream stream = RandomStream.of(1, "seal", 2, 3);
        assertThat(stream.nextLong()).isEqualTo(SEALED_LONG);
        assertThat(stream.nextInt(1000)).isEqualTo(SEALED_INT);
        assertThat(stream.nextGaussian()).isEqualTo(SEALED_GAUSSIAN);
    }

    private static final long SEALED_LONG = 1114971131422027260L;
    private static final int SEALED_INT = 661;
    private static final double SEALED_GAUSSIAN = -0.4460594009324746;

    @Test
    void gaussiansHaveMeanZeroAndVarianceOne() {
        RandomStream stream = RandomStream.of(5, "gaussian");
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double draw = stream.nextGaussian();
            sum += draw;
            squares += draw * draw;
        }
        // Five standard errors of the mean and of the variance.
        assertThat(sum / n).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
    }

    @Test
    void boundedIntegersAreUniform() {
        RandomStream stream = RandomStream.of(6, "bounded");
        int[] counts = new int[7];
        int n = 70_000;
        for (int i = 0; i < n; i++) {
            counts[stream.nextInt(7)]++;
        }
        for (int count : counts) {
            assertThat(count).isCloseTo(10_000, within(500));
        }
    }

    @Test
    void permutationHoldsEveryIndexOnceAndIsNotTheIdentity() {
        int[] order = RandomStream.of(9, "permutation").permutation(1000);
        assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray());
        assertThat(order[0] == 0 && order[1] == 1 && order[2] == 2).isFalse();
    }

    @Test
    void boundMustBePositive() {
        assertThatThrownBy(() -> RandomStream.of(1, "x").nextInt(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bound must be > 0, got 0");
    }
}
