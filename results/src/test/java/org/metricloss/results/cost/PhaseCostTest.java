package org.metricloss.results.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.metricloss.results.statistics.Interval;

class PhaseCostTest {
    /** Rounds of one repeat. */
    private static List<TimedWork> rounds(double... seconds) {
        return Arrays.stream(seconds)
                .mapToObj(each -> new TimedWork("work", 1, List.of(each), 0, 0))
                .toList();
    }

    private static PhaseCost difference(List<TimedWork> with, List<TimedWork> without) {
        return PhaseCost.difference("gradient", OptionalInt.empty(), with, without);
    }

    private static Interval interval(PhaseCost cost) {
        return cost.interval().orElseThrow();
    }

    @Test
    void intervalAboveZeroIsTheTInterval() {
        PhaseCost cost = difference(rounds(9, 10, 11), rounds(1, 1, 1));
        // Mean 9, standard deviation 1, t of two degrees of freedom 4.3027.
        assertThat(interval(cost).low()).isCloseTo(9 - 4.3027 / Math.sqrt(3), within(1e-4));
        assertThat(interval(cost).high()).isCloseTo(9 + 4.3027 / Math.sqrt(3), within(1e-4));
    }

    @Test
    void intervalIsCutWhereNoTimeIs() {
        PhaseCost difference = difference(rounds(3, 2, 4), rounds(3, 3, 3));
        // Mean 0, standard deviation 1.
        assertThat(difference.medianSeconds()).isZero();
        assertThat(interval(difference).low()).isZero();
        assertThat(interval(difference).high()).isCloseTo(4.3027 / Math.sqrt(3), within(1e-4));
        PhaseCost measured = PhaseCost.of(PhaseCost.TOTAL, OptionalInt.empty(), rounds(1, 2, 9));
        // Mean 4, standard deviation sqrt(19).
        assertThat(interval(measured).low()).isZero();
        assertThat(interval(measured).high()).isCloseTo(4 + 4.3027 * Math.sqrt(19.0 / 3), within(1e-3));
    }

    @Test
    void medianBelowZeroStaysAndItsIntervalIsZero() {
        PhaseCost cost = difference(rounds(1, 1, 1), rounds(9, 10, 11));
        assertThat(cost.medianSeconds()).isEqualTo(-9);
        assertThat(interval(cost)).isEqualTo(new Interval(0, 0));
    }

    @Test
    void soManyTimesAPhaseHaveSoManyTimesItsInterval() {
        PhaseCost cost = PhaseCost.of(PhaseCost.TOTAL, OptionalInt.empty(), rounds(1, 2, 3));
        PhaseCost epoch = cost.times(PhaseCost.EPOCH, OptionalInt.empty(), 4);
        assertThat(epoch.medianSeconds()).isEqualTo(8);
        assertThat(interval(epoch))
                .isEqualTo(new Interval(
                        4 * interval(cost).low(), 4 * interval(cost).high()));
    }

    @Test
    void withATimeThatOthersMeasuredThereIsNoInterval() {
        PhaseCost cost = PhaseCost.of(PhaseCost.TOTAL, OptionalInt.empty(), rounds(1, 2, 3));
        PhaseCost epoch = cost.plus(PhaseCost.EPOCH, OptionalInt.empty(), 5);
        assertThat(epoch.medianSeconds()).isEqualTo(7);
        assertThat(epoch.interval()).isEmpty();
    }
}
