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
 * Which weights of a trial are tested: the weights after the last step, or the best weights on the validation part.
 *
 * @param best the id of the measure that determines the best weights; empty for the last weights
 */
public record SelectSetting(Optional<String> best) {
    /** The default: the last weights. */
    static final SelectSetting LAST = new SelectSetting(Optional.empty());

    private static final String BEST_WORD = "best";
    private static final Setting<SelectSetting, String> BEST = Setting.required(
            BEST_WORD,
            ValidationMeasures.MEASURE,
            select -> select.best().orElseThrow(),
            "The measure of the validation part that selects the best weights.");
    private static final Block<SelectSetting> BLOCK = new Block<>(
            "select",
            "Which weights of a trial are tested: `last`, `best` by the measure that `earlyStopping` watches"
                    + " (without it %s), or `{best: measure}`.".formatted(RunMeasures.PRIMARY),
            "{best: mapAtR}",
            List.of(BEST),
            fields -> new SelectSetting(Optional.of(fields.read(BEST))));

    /** The setting for the weights that an experiment tests. */
    static final Setting<Experiment, SelectSetting> SETTING = Setting.optional(
            "select",
            Type.inContext("best, last or {best: measure}", BLOCK.blocks(), BLOCK::written),
            "last",
            experiment -> Optional.of(experiment.select())
                    .filter(select -> select.best().isPresent()),
            "Which weights of a trial are tested.");

    /**
     * Reads the setting. The best weights are chosen by the measure of early stopping, unless the setting names another
     * one.
     */
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

    /** {@return the setting in words, such as {@code last} or {@code best by recallAt1}} */
    public String words() {
        return best.map(measure -> BEST_WORD + " by " + measure).orElse(BudgetRecord.LAST);
    }
}
