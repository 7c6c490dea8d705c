package org.metricloss.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final int STEPS_PER_EPOCH = 5;
    private static final int EPOCHS = 12;

    private static double factor(Schedule schedule, int epoch, int step) {
        return schedule.factor(epoch, step, STEPS_PER_EPOCH, STEPS_PER_EPOCH * EPOCHS);
    }

    @Test
    void constantIsOneThroughout() {
        assertThat(factor(Schedule.CONSTANT, 0, 0)).isEqualTo(1);
        assertThat(factor(Schedule.CONSTANT, EPOCHS - 1, STEPS_PER_EPOCH - 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "2, 4, 1", "3, 0, 0.1", "3, 4, 0.1", "5, 4, 0.1", "6, 0, 0.01", "11, 4, 0.001"})
    void stepFallsAfterEveryThreeEpochs(int epoch, int step, double expected) {
        assertThat(factor(new Schedule.Step(3, 0.1), epoch, step)).isCloseTo(expected, within(1e-16));
    }

    /** Quarters of the 60 steps: cos of 0, 1/4, 1/3, 1/2, 2/3 pi. */
    @ParameterizedTest
    @CsvSource({"0, 0, 1", "3, 0, 0.8535533905932737", "4, 0, 0.75", "6, 0, 0.5", "8, 0, 0.25"})
    void cosineFallsToZeroOverTheWholeBudget(int epoch, int step, double expected) {
        assertThat(factor(new Schedule.Cosine(0), epoch, step)).isCloseTo(expected, within(1e-15));
    }

    @Test
    void cosineFallsInEveryStepAndStaysAboveItsFloor() {
        Schedule cosine = new Schedule.Cosine(0.2);
        assertThat(factor(cosine, 0, 0)).isEqualTo(1);
        double last = 1;
        for (int t = 1; t < EPOCHS * STEPS_PER_EPOCH; t++) {
            double factor = factor(cosine, t / STEPS_PER_EPOCH, t % STEPS_PER_EPOCH);
            assertThat(factor).isLessThan(last).isGreaterThan(0.2);
            last = factor;
        }
        // 0.2 + 0.8 (1 + cos(59/60 pi)) / 2
        assertThat(last).isCloseTo(0.2005482, within(1e-7));
    }

    @Test
    void cosineOfFloorOneIsConstant() {
        assertThat(factor(new Schedule.Cosine(1), 7, 3)).isEqualTo(1);
    }

    @Test
    void longBudgetsDoNotOverflow() {
        assertThat(new Schedule.Cosine(0).factor(500_000, 0, 1_000_000, 1_000_000_000_000L))
                .isCloseTo(0.5, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.5, Double.NaN})
    void factorOutsideItsRangeIsRefused(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.Step(1, factor))
                .withMessage("factor must be in (0, 1], got " + factor);
    }

    @Test
    void everyAndFloorOutsideTheirRangesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.Step(0, 0.5))
                .withMessage("every must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.Cosine(-0.1))
                .withMessage("floor must be in [0, 1], got -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.Cosine(Double.NaN))
                .withMessage("floor must be in [0, 1], got NaN");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0.125", "0, 1, 0.25", "0, 4, 0.625", "1, 1, 0.875", "1, 2, 1", "1, 3, 1", "3, 0, 0.1"})
    void warmUpClimbsInEqualStepsToTheOtherSchedule(int epoch, int step, double expected) {
        Schedule warmedUp = new Schedule.WarmedUp(8, new Schedule.Step(3, 0.1));
        assertThat(factor(warmedUp, epoch, step)).isCloseTo(expected, within(1e-16));
    }

    @Test
    void warmUpMayOutlastASchedulesFall() {
        Schedule warmedUp = new Schedule.WarmedUp(30, new Schedule.Step(3, 0.1));
        // Step 16 of 30, at a tenth.
        assertThat(factor(warmedUp, 3, 0)).isCloseTo(0.1 * 16 / 30, within(1e-16));
    }

    @Test
    void warmUpOfNoStepsOrOfAnotherWarmUpIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.WarmedUp(0, Schedule.CONSTANT))
                .withMessage("warmup must be >= 1, got 0");
        Schedule once = new Schedule.WarmedUp(2, Schedule.CONSTANT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule.WarmedUp(2, once))
                .withMessageStartingWith("a schedule must have at most one warm-up");
    }

    @Test
    void milestonesInStepsApplyAfterThatManySteps() {
        Schedule schedule = new Schedule.Milestones(List.of(5L, 8L), 0.5, Schedule.Milestones.Unit.STEPS);
        double[] factors = new double[12];
        for (int t = 0; t < factors.length; t++) {
            factors[t] = schedule.factor(t / 4, t % 4, 4, 12);
        }
        assertThat(factors).containsExactly(1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void milestonesInEpochsApplyAfterThatManyEpochs() {
        Schedule schedule = new Schedule.Milestones(List.of(1L, 2L), 0.5, Schedule.Milestones.Unit.EPOCHS);
        assertThat(schedule.factor(0, 99, 100, 300)).isEqualTo(1);
        assertThat(schedule.factor(1, 0, 100, 300)).isEqualTo(0.5);
        assertThat(schedule.factor(2, 99, 100, 300)).isEqualTo(0.25);
    }

    @Test
    void milestonesMustRise() {
        assertThatThrownBy(() -> new Schedule.Milestones(List.of(5L, 5L), 0.5, Schedule.Milestones.Unit.STEPS))
                .hasMessage("at must be rising numbers >= 1, got [5, 5]");
    }
}
