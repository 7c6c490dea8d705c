package org.metricloss.experiments.run;

/** A plan is predicted to need more memory than it may. The message is one line with the figures and what would fit. */
public final class MemoryLimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MemoryLimitException(String message) {
        super(message);
    }
}
