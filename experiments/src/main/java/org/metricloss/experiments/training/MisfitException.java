package org.metricloss.experiments.training;

/**
 * A setting that is sound by itself does not fit the data: more classes in a batch than there are, or a network too deep
 * for the images. The message is one line that says what was wrong, the value and what is allowed.
 */
public final class MisfitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The setting that does not fit. */
    private final String setting;

    MisfitException(String setting, RuntimeException refusal) {
        super(refusal.getMessage(), refusal);
        this.setting = setting;
    }

    /** {@return the setting's place in an experiment file, such as {@code batch.classes}} */
    public String setting() {
        return setting;
    }
}
