package org.metricloss.results.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final Series SERIES = new Series("triplet", "exact", "djl", 128, true, 10);
    private static final int[] SIZES = {64, 128, 256, 512, 1024};

    private static Growth growth(int[] sizes, double overhead, IntToDoubleFunction seconds) {
        List<Growth.Size> measured = new ArrayList<>();
        for (int n : sizes) {
            measured.add(new Growth.Size(n, seconds.applyAsDouble(n), overhead));
        }
        return Growth.of(SERIES, PhaseCost.TOTAL, OptionalInt.of(2), measured);
    }

    @Test
    void exponentOfAPowerLawIsFoundToRounding() {
        Growth growth = growth(SIZES, 1e-6, n -> 3e-7 * Math.pow(n, 2));
        assertThat(growth.reason()).isEmpty();
        assertThat(growth.slope().orElseThrow().slope()).isCloseTo(2, within(1e-12));
        assertThat(growth.localSlopes())
                .hasSize(4)
                .allSatisfy(slope -> assertThat(slope).isCloseTo(2, within(1e-12)));
        assertThat(growth.words()).contains("time ~ n^2.00 [2.00, 2.00]");
        assertThat(growth.doubling()).contains("4.00 (4.00 to 4.00)");
    }

    @Test
    void theoryIsJudgedByTheInterval() {
        // Deviations of 5% up and down leave an interval about 2; a factor n^0.5 more does not.
        Growth noisy = growth(SIZES, 0, n -> Math.pow(n, 2) * (n % 3 == 1 ? 1.05 : 0.95));
        assertThat(noisy.slope().orElseThrow().interval().orElseThrow().halfWidth())
                .isBetween(0.01, 0.2);
        assertThat(noisy.theoryInside()).contains(true);
        Growth steeper = growth(SIZES, 0, n -> Math.pow(n, 2.5) * (n % 3 == 1 ? 1.05 : 0.95));
        assertThat(steeper.theoryInside()).contains(false);
    }

    @Test
    void sizesWhoseTimeIsOverheadAreLeftOut() {
        Growth growth = growth(new int[] {8, 16, 64, 128, 256, 512, 1024}, 1e-3, n -> 1e-5 * Math.pow(n, 2));
        // 16^2 1e-5 is 2.6 times the overhead, 64^2 1e-5 is 41 times.
        assertThat(growth.sizes()).containsExactly(64, 128, 256, 512, 1024);
        assertThat(growth.slope()).isPresent();
    }

    @Test
    void fewSizesOrANarrowRangeGiveNoExponent() {
        assertThat(growth(new int[] {64, 128, 256, 1024}, 0, n -> n).reason())
                .contains("at least 5 sizes are needed, there are 4");
        assertThat(growth(new int[] {64, 128, 192, 256, 511}, 0, n -> n).reason())
                .contains("sizes must span a factor of 8, these go from 64 to 511");
        assertThat(growth(SIZES, 20, n -> n).reason())
                .contains("at least 5 sizes are needed, there are 3 of 5, the others less than 10 times the overhead");
    }

    @Test
    void whatIsNotAboveZeroHasNoExponent() {
        Growth growth = growth(SIZES, 0, n -> n == 256 ? -1e-6 : n);
        assertThat(growth.slope()).isEmpty();
        assertThat(growth.reason()).contains("at n = 256 it is not above 0");
        assertThat(growth.theoryInside()).isEmpty();
    }
}
