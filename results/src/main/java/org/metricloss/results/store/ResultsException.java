package org.metricloss.results.store;

/** A run folder or one of its files cannot be written or read. The message is one line that a user can act on. */
public final class ResultsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what was wrong, with the file and what is allowed */
    public ResultsException(String message) {
        super(message);
    }

    /**
     * @param message what was wrong, with the file and what is allowed
     * @param cause what it came from
     */
    public ResultsException(String message, Throwable cause) {
        super(message, cause);
    }
}
