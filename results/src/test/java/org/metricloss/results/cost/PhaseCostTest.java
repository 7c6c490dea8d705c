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
    void intervalIsOnTheLogScaleOfTheMean() {
        PhaseCost cost = difference(rounds(9, 10, 11), rounds(1, 1, 1));
        // Mean 9, standard deviation 1, t of two degrees of freedom 4.3027.
        double reach = 4.3027 / Math.sqrt(3) / 9;
        assertThat(interval(cost).low()).isCloseTo(9 * Math.exp(-reach), within(1e-4));
        assertThat(interval(cost).high()).isCloseTo(9 * Math.exp(reach), within(1e-4));
    }

    @Test
    void noisyTimesHaveAWideIntervalAboveZero() {
        PhaseCost measured = PhaseCost.of(PhaseCost.TOTAL, OptionalInt.empty(), rounds(1, 2, 9));
        assertThat(interval(measured).low()).isBetween(0.2, 0.3);
        assertThat(interval(measured).high()).isBetween(50.0, 70.0);
    }

    @Test
    void aPhaseBelowTheNoiseIsZeroWithoutAnInterval() {
        PhaseCost cost = difference(rounds(1, 1, 1), rounds(9, 10, 11));
        assertThat(cost.medianSeconds()).isZero();
        assertThat(cost.interval()).isEmpty();
        PhaseCost atTimes = difference(rounds(3, 2, 4, 5), rounds(3, 3, 3, 3));
        assertThat(atTimes.medianSeconds()).isEqualTo(0.5);
        assertThat(atTimes.interval()).isEmpty();
    }

    @Test
    void twoRoundsAreKeptAndHaveNoInterval() {
        PhaseCost cost = PhaseCost.of(PhaseCost.TOTAL, OptionalInt.empty(), rounds(1, 3));
        assertThat(cost.interval()).isEmpty();
        assertThat(cost.few()).containsExactly(1.0, 3.0);
        assertThat(cost.times(PhaseCost.EPOCH, OptionalInt.empty(), 4).few()).containsExactly(4.0, 12.0);
        assertThat(cost.plus(PhaseCost.EPOCH, OptionalInt.empty(), 5).few()).isEmpty();
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
