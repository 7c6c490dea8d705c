package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
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
    private static final Setting<SelectSetting, String> BEST = Setting.required(
            BEST_WORD,
            ValidationMeasures.MEASURE,
            select -> select.best().orElseThrow(),
            "The measure of the validation part by which the best weights are chosen.");
    private static final Block<SelectSetting> BLOCK = new Block<>(
            "select",
            "Which weights of a trial are tested: `last`, `best` by the measure that `earlyStopping` watches"
                    + " (without it %s), or `{best: measure}`.".formatted(RunMeasures.PRIMARY),
            "{best: mapAtR}",
            List.of(BEST),
            fields -> new SelectSetting(Optional.of(fields.read(BEST))));

    /** Which weights an experiment tests, as its file says it. */
    static final Setting<Experiment, SelectSetting> SETTING = Setting.optional(
            "select",
            Type.inContext("best, last or {best: measure}", BLOCK.blocks(), BLOCK::written),
            "last",
            experiment -> Optional.of(experiment.select())
                    .filter(select -> select.best().isPresent()),
            "Which weights of a trial are tested.");

    /** Reads it; the best are by the measure that early stopping watches unless another is named. */
    static SelectSetting read(Value value, Optional<EarlyStoppingSetting> earlyStopping) {
        if (value.isMapping()) {
            return BLOCK.read(value);
        }
        value.requireText(SETTING.type().allowed());
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
