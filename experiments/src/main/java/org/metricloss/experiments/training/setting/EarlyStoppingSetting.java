package org.metricloss.experiments.training.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Numbers;
import org.metricloss.experiments.file.Value;
import org.metricloss.results.record.RunMeasures;

/**
 * When training ends because the validation part shows no improvement any more.
 *
 * @param measure the id of the measure that is watched
 * @param patience how many validations in a row may bring no improvement; with the last of them training ends. At least 1
 * @param minDelta by how much a value must be better than the best so far to count as an improvement: by more than this, at
 *     least 0
 */
public record EarlyStoppingSetting(String measure, int patience, double minDelta) {
    /** Checks the ranges. */
    public EarlyStoppingSetting {
        if (!(patience >= 1)) {
            throw new IllegalArgumentException("patience must be >= 1, got " + patience);
        }
        if (!(minDelta >= 0 && Double.isFinite(minDelta))) {
            throw new IllegalArgumentException("minDelta must be >= 0 and finite, got " + minDelta);
        }
    }

    static EarlyStoppingSetting read(Value value) {
        Fields fields = value.fields("measure", "patience", "minDelta");
        return new EarlyStoppingSetting(
                fields.optional("measure").map(ValidationMeasures::measure).orElse(RunMeasures.PRIMARY),
                fields.required("patience").integer(1, BudgetSetting.MAX_EPOCHS),
                fields.optional("minDelta").map(v -> v.number(Range.atLeast(0))).orElse(0.0));
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
