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
        return RepeatedTiming.of(() -> nanos += Math.round(1e9 * secondsOfRun.applyAsDouble(runs++)), () -> nanos);
    }

    /** Ten steps that load and compile, each of them fifty times as slow as the others. */
    @Test
    void coldRunsDoNotCount() {
        RepeatedTiming timing = timing(run -> run < 10 ? 0.1 : 0.002);
        assertThat(timing.median()).isCloseTo(0.002, within(1e-9));
        assertThat(timing.most()).isCloseTo(0.002, within(1e-9));
        assertThat(timing.runs()).isGreaterThan(50);
    }

    /** Every fifth run waits for the processor; the mean would be nine times the median. */
    @Test
    void runsThatWaitForTheProcessorMoveTheRangeAndNotTheMedian() {
        RepeatedTiming timing = timing(run -> run % 5 == 0 ? 0.082 : 0.002);
        assertThat(timing.least()).isCloseTo(0.002, within(1e-9));
        assertThat(timing.median()).isCloseTo(0.002, within(1e-9));
        assertThat(timing.most()).isCloseTo(0.082, within(1e-9));
    }

    @Test
    void slowWorkIsRepeatedAFewTimesOnly() {
        assertThat(timing(run -> 4).runs()).isEqualTo(5);
        assertThat(runs).isEqualTo(8);
    }
}
