package org.metricloss.experiments.training.setting;

import java.util.Optional;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * When the validation part is measured during training. Unless both settings are 0, it is also measured at the end.
 *
 * @param every the number of epochs between validations, at least 1; 0 disables validation by epoch
 * @param everySteps the number of steps between validations, counted over all epochs, at least 1; 0 disables validation
 *     by step
 */
public record ValidationSetting(int every, int everySteps) {
    /** The default: after every epoch. */
    static final ValidationSetting DEFAULT = new ValidationSetting(1, 0);

    // The canonical text states them only if they differ from the default: they were added later, and older experiments
    // must keep their hash.
    static final Setting<EvaluationSetting, Integer> EVERY = Setting.<EvaluationSetting, Integer>of(
                    "every",
                    Type.integer(0, BudgetSetting.MAX_EPOCHS),
                    DEFAULT.every(),
                    evaluation -> evaluation.validation().every(),
                    "The number of epochs between measurements of the validation part; 0 disables"
                            + " validation by epoch.")
            .statedOnly(evaluation -> evaluation.validation().everySteps() == 0
                    && !evaluation.validation().equals(DEFAULT));

    static final Setting<EvaluationSetting, Integer> EVERY_STEPS = Setting.optional(
            "everySteps",
            Type.integer(1, Integer.MAX_VALUE),
            "by epochs",
            evaluation -> Optional.of(evaluation.validation().everySteps()).filter(steps -> steps > 0),
            "The number of steps between measurements of the validation part, counted over"
                    + " all epochs; it replaces validation by epoch.");

    /** Checks the ranges. */
    public ValidationSetting {
        if (!(every >= 0)) {
            throw new IllegalArgumentException("every must be >= 0, got " + every);
        }
        if (!(everySteps >= 0)) {
            throw new IllegalArgumentException("everySteps must be >= 0, got " + everySteps);
        }
        if (every > 0 && everySteps > 0) {
            throw new IllegalArgumentException("validation is by epochs or by steps, got every " + every
                    + " epochs and every " + everySteps + " steps");
        }
    }

    /** {@return whether the validation part is measured at all} */
    public boolean isOn() {
        return every > 0 || everySteps > 0;
    }

    /** Reads the setting from the fields {@code every} and {@code everySteps}; only one of them may be given. */
    static ValidationSetting read(Fields fields) {
        if (fields.has("everySteps")) {
            fields.optional("every").ifPresent(every -> {
                throw every.refused("every (epochs) cannot be combined with everySteps");
            });
            return new ValidationSetting(0, fields.read(EVERY_STEPS));
        }
        return new ValidationSetting(fields.read(EVERY), 0);
    }
}
