package org.metricloss.base;

/**
 * Reports a problem that the user can correct: bad input, a missing file, a setting that does not fit, a plug-in with a
 * mistake. The message is one line that says what is wrong, where, and what is allowed. Any other exception is a bug in
 * the program.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message one line: what is wrong, where, and what is allowed
     */
    public UserException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message one line: what is wrong, where, and what is allowed
     * @param cause the cause
     */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
