package org.metricloss.results.training.record;

import org.metricloss.results.text.EnumText;

/** Why a trial's training ended. Where several things came at the same step, the first of these is recorded. */
public enum StopReason {
    /** The target was reached on the validation part. */
    TARGET,
    /** As many epochs were trained as the budget has. */
    EPOCHS,
    /** As many samples were trained on as the budget has; the last batch is always whole. */
    SAMPLES,
    /** As many seconds were spent on training as the budget has; the last step is always whole. */
    SECONDS,
    /** The validation part had shown no improvement for as long as early stopping waits. */
    EARLY_STOPPING;

    /** {@return the reason in words, such as {@code early stopping}} */
    public String words() {
        return EnumText.words(this);
    }
}
