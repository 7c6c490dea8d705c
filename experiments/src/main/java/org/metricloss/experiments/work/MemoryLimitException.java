package org.metricloss.experiments.work;

import org.metricloss.base.UserException;

/** A plan is predicted to need more memory than the limit. The message is one line with the figures and what would fit. */
public final class MemoryLimitException extends UserException {
    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message one line with the figures and what would fit
     */
    public MemoryLimitException(String message) {
        super(message);
    }
}
