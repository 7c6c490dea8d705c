package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.experiments.training.setting.BudgetSetting;
import org.metricloss.experiments.training.setting.EarlyStoppingSetting;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.Target;
import org.metricloss.results.training.record.ValidationPoint;

class StopRuleTest {
    private static final int STEPS_PER_EPOCH = 10;
    private static final PhaseSeconds NO_TIME = new PhaseSeconds(0, 0, 0);

    private static List<ValidationPoint> points(String measure, double... values) {
        List<ValidationPoint> points = new ArrayList<>();
        for (double value : values) {
            int step = points.size() + 1;
            points.add(new ValidationPoint(1, step, step, 0, Map.of(measure, value)));
        }
        return points;
    }

    private static StopRule rule(BudgetSetting budget) {
        return new StopRule(budget, Optional.empty(), STEPS_PER_EPOCH);
    }

    @Test
    void epochsEndWithTheLastStepOfTheLastOne() {
        StopRule rule = rule(new BudgetSetting(3));
        assertThat(rule.reason(29, 290, NO_TIME, List.of())).isEmpty();
        assertThat(rule.reason(30, 300, NO_TIME, List.of())).hasValue(StopReason.EPOCHS);
    }

    @Test
    void samplesEndWithTheBatchThatReachesThem() {
        StopRule rule = rule(new BudgetSetting(
                Optional.empty(), Optional.of(100L), Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(rule.reason(3, 99, NO_TIME, List.of())).isEmpty();
        assertThat(rule.reason(4, 132, NO_TIME, List.of())).hasValue(StopReason.SAMPLES);
    }

    @Test
    void secondsAreThoseOfTrainingAndNotOfEvaluation() {
        StopRule rule = rule(new BudgetSetting(
                Optional.of(9), Optional.empty(), Optional.empty(), Optional.of(1.0), Optional.empty()));
        assertThat(rule.reason(1, 1, new PhaseSeconds(0.4, 0.5, 100), List.of()))
                .isEmpty();
        assertThat(rule.reason(1, 1, new PhaseSeconds(0.5, 0.5, 0), List.of())).hasValue(StopReason.SECONDS);
    }

    @Test
    void secondsThatWereBookedBeforeACheckpointCountAsBefore() {
        StopRule rule = rule(new BudgetSetting(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(0.3), Optional.empty()));
        for (double step : new double[] {0.1, 0.2, 0.123456789, 0.199999999, 0.2000000004}) {
            PhaseSeconds before = Stopwatch.of(new PhaseSeconds(0.1, step, 7)).seconds();
            assertThat(rule.reason(1, 1, Stopwatch.of(before).seconds(), List.of()))
                    .isEqualTo(rule.reason(1, 1, before, List.of()));
        }
    }

    @Test
    void atLeastOneStepIsTaken() {
        StopRule rule = rule(new BudgetSetting(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(0.3), Optional.empty()));
        assertThat(rule.reason(0, 0, new PhaseSeconds(0, 5, 0), List.of())).isEmpty();
    }

    @Test
    void targetComesFirstOfWhatComesAtOnce() {
        StopRule rule = rule(new BudgetSetting(
                Optional.of(1),
                Optional.of(10L),
                Optional.empty(),
                Optional.of(1.0),
                Optional.of(new Target("recallAt1", 0.9))));
        PhaseSeconds spent = new PhaseSeconds(1, 1, 0);
        assertThat(rule.reason(10, 10, spent, points("recallAt1", 0.5, 0.9))).hasValue(StopReason.TARGET);
        assertThat(rule.reason(10, 10, spent, points("recallAt1", 0.5, 0.89))).hasValue(StopReason.EPOCHS);
        assertThat(rule.reason(9, 9, NO_TIME, points("mapAtR", 0.99))).isEmpty();
        assertThat(rule.reason(9, 9, NO_TIME, points("recallAt1", 0.95, 0.1))).hasValue(StopReason.TARGET);
    }

    /** Values one after the other; whether training has ended after the last of them. */
    @ParameterizedTest
    @CsvSource({
        "recallAt1, 2, 0,    '0.5 0.6 0.6', false",
        "recallAt1, 2, 0,    '0.5 0.6 0.6 0.6', true",
        "recallAt1, 2, 0,    '0.5 0.4 0.51 0.4', false",
        "recallAt1, 2, 0.02, '0.5 0.51 0.515', true",
        "recallAt1, 2, 0.02, '0.5 0.51 0.53', false",
        "recallAt1, 1, 0,    '0.5', false",
        "recallAt1, 1, 0,    '0.5 0.5', true",
        "equalErrorRate, 2, 0, '0.5 0.4 0.3', false",
        "equalErrorRate, 2, 0, '0.3 0.4 0.5', true"
    })
    void earlyStoppingWaitsForItsPatience(String measure, int patience, double minDelta, String values, boolean ends) {
        StopRule rule = new StopRule(
                new BudgetSetting(1000),
                Optional.of(new EarlyStoppingSetting(measure, patience, minDelta)),
                STEPS_PER_EPOCH);
        double[] each = Arrays.stream(values.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(rule.reason(5, 5, NO_TIME, points(measure, each)))
                .isEqualTo(ends ? Optional.of(StopReason.EARLY_STOPPING) : Optional.empty());
    }

    @Test
    void bestIsTheFirstOfTheBest() {
        assertThat(Better.by("recallAt1").best(points("recallAt1", 0.5, 0.7, 0.7, 0.6)))
                .hasValue(2);
        assertThat(Better.by("equalErrorRate").best(points("equalErrorRate", 0.5, 0.7, 0.2, 0.2)))
                .hasValue(3);
        assertThat(Better.by("recallAt1").best(points("recallAt1", Double.NaN, 0.1)))
                .hasValue(2);
        assertThat(Better.by("recallAt1").best(List.of())).isEmpty();
    }
}
