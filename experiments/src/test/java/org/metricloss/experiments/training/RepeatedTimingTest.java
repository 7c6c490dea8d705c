package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** A clock that the work itself moves, so that nothing depends on the machine. */
class RepeatedTimingTest {
    private long nanos;
    private int runs;

    private RepeatedTiming timing(IntToDoubleFunction secondsOfRun) {
        return RepeatedTiming.of(
                () -> nanos += Math.round(1e9 * secondsOfRun.applyAsDouble(runs++)), () -> nanos, () -> nanos);
    }

    /** Ten steps that load and compile, each of them fifty times as slow as the others. */
    @Test
    void coldRunsDoNotCount() {
        RepeatedTiming timing = timing(run -> run < 10 ? 0.1 : 0.002);
        assertThat(timing.mean()).isCloseTo(0.002, within(1e-9));
        assertThat(timing.slow()).isCloseTo(0.002, within(1e-9));
        assertThat(timing.runs()).isGreaterThan(50);
    }

    /** Every fifth run waits for the processor: a thousand such runs take as long as a thousand times their mean. */
    @Test
    void runsThatWaitForTheProcessorCount() {
        RepeatedTiming timing = timing(run -> run % 5 == 0 ? 0.012 : 0.002);
        assertThat(timing.fast()).isCloseTo(0.002, within(1e-9));
        assertThat(timing.mean()).isCloseTo(0.004, within(1e-3));
        assertThat(timing.slow()).isCloseTo(0.006, within(1e-3));
    }

    /** A loaded machine gives this process a tenth of a processor. */
    @Test
    void warmUpEndsByProcessorTimeAndNotByTheClock() {
        RepeatedTiming.of(
                () -> {
                    runs++;
                    nanos += 20_000_000;
                },
                () -> nanos,
                () -> nanos / 10);
        // 12 s until 1.2 s of processor time are used, then 0.6 s.
        assertThat(runs).isBetween(629, 632);
    }

    @Test
    void slowWorkIsRepeatedAFewTimesOnly() {
        assertThat(timing(run -> 4).runs()).isEqualTo(6);
        assertThat(runs).isEqualTo(10);
    }
}
