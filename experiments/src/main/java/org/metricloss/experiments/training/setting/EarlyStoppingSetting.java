package org.metricloss.experiments.training.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Numbers;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * Ends training when the validation part no longer shows an improvement.
 *
 * @param measure the id of the measure that is watched
 * @param patience the number of consecutive validations without improvement after which training ends; at least 1
 * @param minDelta a value counts as an improvement if it is better than the best so far by more than this; at least 0
 */
public record EarlyStoppingSetting(String measure, int patience, double minDelta) {
    private static final Setting<EarlyStoppingSetting, String> MEASURE = ValidationMeasures.setting(
            EarlyStoppingSetting::measure, "The measure of the validation part that is watched.");
    private static final Setting<EarlyStoppingSetting, Integer> PATIENCE = Setting.required(
            "patience",
            Type.integer(1, BudgetSetting.MAX_EPOCHS),
            EarlyStoppingSetting::patience,
            "Training ends after this number of consecutive validations without an improvement.");
    private static final Setting<EarlyStoppingSetting, Double> MIN_DELTA = Setting.of(
            "minDelta",
            Type.number(Range.atLeast(0)),
            0.0,
            EarlyStoppingSetting::minDelta,
            "A value counts as an improvement if it is better than the best so far by more than this.");

    static final Block<EarlyStoppingSetting> BLOCK = new Block<>(
            "earlyStopping",
            "Ends training when the validation part no longer improves.",
            "{measure: recallAt1, patience: 3}",
            List.of(MEASURE, PATIENCE, MIN_DELTA),
            fields -> new EarlyStoppingSetting(fields.read(MEASURE), fields.read(PATIENCE), fields.read(MIN_DELTA)));

    /** Checks the ranges. */
    public EarlyStoppingSetting {
        if (!(patience >= 1)) {
            throw new IllegalArgumentException("patience must be >= 1, got " + patience);
        }
        if (!(minDelta >= 0 && Double.isFinite(minDelta))) {
            throw new IllegalArgumentException("minDelta must be >= 0 and finite, got " + minDelta);
        }
    }

    /** {@return every setting by its name in files} */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("measure", measure);
        settings.put("patience", Integer.toString(patience));
        settings.put("minDelta", Numbers.written(minDelta));
        return settings;
    }
}
