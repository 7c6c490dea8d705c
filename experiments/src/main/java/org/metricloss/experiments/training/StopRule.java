package org.metricloss.experiments.training;

import java.util.List;
import java.util.Optional;
import org.metricloss.experiments.training.setting.BudgetSetting;
import org.metricloss.experiments.training.setting.EarlyStoppingSetting;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * When a trial's training ends. It depends only on what the trial has done so far, so a trial that resumes from a
 * checkpoint ends at the same step as without the interruption. At least one step is taken.
 */
final class StopRule {
    private final BudgetSetting budget;
    private final Optional<EarlyStoppingSetting> earlyStopping;
    private final int stepsPerEpoch;

    StopRule(BudgetSetting budget, Optional<EarlyStoppingSetting> earlyStopping, int stepsPerEpoch) {
        this.budget = budget;
        this.earlyStopping = earlyStopping;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /**
     * {@return the reason why training ends now; empty if it continues}
     *
     * @param steps the number of steps taken
     * @param samples the number of samples in these steps, repeats counted
     * @param seconds the time by phase so far
     * @param validation the measures of the validation part
     */
    Optional<StopReason> reason(long steps, long samples, PhaseSeconds seconds, List<ValidationPoint> validation) {
        if (steps == 0) {
            return Optional.empty();
        }
        for (StopReason reason : StopReason.values()) {
            boolean reached = switch (reason) {
                case TARGET ->
                    budget.target()
                            .filter(target -> validation.stream()
                                    .anyMatch(point -> target.isReachedAt(point, MeasureRecords.all())))
                            .isPresent();
                case EPOCHS ->
                    budget.epochs()
                            .filter(epochs -> steps >= (long) epochs * stepsPerEpoch)
                            .isPresent();
                case SAMPLES ->
                    budget.samples().filter(enough -> samples >= enough).isPresent();
                case STEPS -> budget.steps().filter(enough -> steps >= enough).isPresent();
                case SECONDS ->
                    budget.seconds()
                            .filter(enough -> seconds.training() >= enough)
                            .isPresent();
                case EARLY_STOPPING ->
                    earlyStopping
                            .filter(setting -> isOutOfPatience(setting, validation))
                            .isPresent();
            };
            if (reached) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    private static boolean isOutOfPatience(EarlyStoppingSetting setting, List<ValidationPoint> validation) {
        Better better = Better.by(setting.measure());
        double best = Double.NaN;
        int without = 0;
        for (ValidationPoint point : validation) {
            double value = point.measures().getOrDefault(setting.measure(), Double.NaN);
            if (better.than(value, best, setting.minDelta())) {
                best = value;
                without = 0;
            } else {
                without++;
            }
            if (without >= setting.patience()) {
                return true;
            }
        }
        return false;
    }
}
