package org.metricloss.experiments.training;

/**
 * A valid setting does not fit the data: a batch has more classes than the data, or a network is too deep for the
 * images. The message is one line with the problem, the value and what is allowed.
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
