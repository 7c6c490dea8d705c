package org.metricloss.results.training.record;

import org.metricloss.results.text.EnumText;

/** Why a trial's training ended. If several reasons apply at the same step, the first in this order is recorded. */
public enum StopReason {
    /** The target was reached on the validation part. */
    TARGET,
    /** The number of epochs in the budget was reached. */
    EPOCHS,
    /** The number of samples in the budget was reached; the last batch is always whole. */
    SAMPLES,
    /** The number of steps in the budget was reached. */
    STEPS,
    /** The seconds of training in the budget were spent; the last step is always whole. */
    SECONDS,
    /** The validation part had shown no improvement for as long as early stopping waits. */
    EARLY_STOPPING;

    /** {@return the reason in words, such as {@code early stopping}} */
    public String words() {
        return EnumText.words(this);
    }
}
