package org.metricloss.results.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {
    @Test
    void fewSamplesAreAllKept() {
        assertThat(StratifiedSample.of(new int[] {3, 1, 3}, 3)).containsExactly(0, 1, 2);
        assertThat(StratifiedSample.of(new int[0], 5)).isEmpty();
    }

    @Test
    void eachClassKeepsItsShare() {
        // 600 of class 7, 300 of class 2, 100 of class 5, in turns of ten.
        int[] labels = IntStream.range(0, 1000)
                .map(i -> i % 10 < 6 ? 7 : i % 10 < 9 ? 2 : 5)
                .toArray();
        int[] kept = StratifiedSample.of(labels, 50);
        assertThat(kept).hasSize(50).isSorted().doesNotHaveDuplicates();
        int[] classes = IntStream.of(kept).map(i -> labels[i]).sorted().toArray();
        assertThat(Arrays.stream(classes).filter(c -> c == 7).count()).isEqualTo(30);
        assertThat(Arrays.stream(classes).filter(c -> c == 2).count()).isEqualTo(15);
        assertThat(Arrays.stream(classes).filter(c -> c == 5).count()).isEqualTo(5);
        // Spread over all samples, not the first ones.
        assertThat(kept[kept.length - 1]).isGreaterThan(950);
    }

    @Test
    void leftOverPlacesGoToTheLargestFractions() {
        // Shares of 4 places: 2.4, 0.8 and 0.8.
        int[] kept = StratifiedSample.of(new int[] {0, 0, 0, 1, 2}, 4);
        assertThat(kept).containsExactly(0, 1, 3, 4);
    }
}
