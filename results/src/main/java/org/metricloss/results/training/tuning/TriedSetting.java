package org.metricloss.results.training.tuning;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.record.TuningStep;

/**
 * The trials of one setting of an objective at one rung of tuning.
 *
 * @param setting the setting
 * @param step its rung and measure; the fold is the fold of the first trial
 * @param trials its ended trials, one per fold, at least one
 */
public record TriedSetting(TunedSetting setting, TuningStep step, List<TrialRecord> trials) {
    /** Copies the list. */
    public TriedSetting {
        trials = List.copyOf(trials);
    }

    static TriedSetting of(List<TrialRecord> trials) {
        TunedSetting setting = trials.get(0).setup().tuned().orElseThrow();
        return new TriedSetting(setting, setting.step().orElseThrow(), trials);
    }

    /** {@return the setting's number among those of its objective, counted from 1} */
    public int number() {
        return setting.number();
    }

    /** {@return its values by path} */
    public Map<String, String> values() {
        return setting.values();
    }

    /** {@return how many of its trials ended without finishing} */
    public int failed() {
        return (int) trials.stream().filter(trial -> !trial.isFinished()).count();
    }

    /**
     * {@return the mean of the measure over the folds; empty if a trial has not ended, did not finish or lacks the
     * measure. A setting without a value ranks below all others}
     */
    public OptionalDouble value() {
        double sum = 0;
        for (TrialRecord trial : trials) {
            Double value = trial.measures().get(step.measure());
            if (!trial.isFinished() || value == null) {
                return OptionalDouble.empty();
            }
            sum += value;
        }
        return trials.size() == step.folds() ? OptionalDouble.of(sum / trials.size()) : OptionalDouble.empty();
    }
}
