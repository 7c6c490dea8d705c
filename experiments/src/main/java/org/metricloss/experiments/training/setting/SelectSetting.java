package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import org.metricloss.experiments.file.Value;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.training.record.BudgetRecord;

/**
 * Which of a trial's weights are tested: those after the last step, or the best on the validation part.
 *
 * @param best the id of the measure that says which are best; empty for the last ones
 */
public record SelectSetting(Optional<String> best) {
    /** What a file without this setting means: the last. */
    static final SelectSetting LAST = new SelectSetting(Optional.empty());

    private static final String BEST_WORD = "best";

    /** Reads it; the best are by the measure that early stopping watches unless another is named. */
    static SelectSetting read(Value value, Optional<EarlyStoppingSetting> earlyStopping) {
        if (value.isMapping()) {
            return new SelectSetting(Optional.of(
                    ValidationMeasures.measure(value.fields(BEST_WORD).required(BEST_WORD))));
        }
        value.requireText("best, last or {best: measure}");
        return value.oneOf("selection", List.of(BEST_WORD, BudgetRecord.LAST)).equals(BEST_WORD)
                ? new SelectSetting(Optional.of(
                        earlyStopping.map(EarlyStoppingSetting::measure).orElse(RunMeasures.PRIMARY)))
                : LAST;
    }

    /** {@return such as {@code last} or {@code best by recallAt1}} */
    public String words() {
        return best.map(measure -> BEST_WORD + " by " + measure).orElse(BudgetRecord.LAST);
    }
}
