package org.metricloss.formats;

/**
 * Something that the user can correct: bad input, a missing file, a setting that does not fit. The message is one line that says
 * what was wrong, where, and what is allowed. Any other exception is a bug of the program.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message one line: what was wrong, where, and what is allowed
     */
    public UserException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message one line: what was wrong, where, and what is allowed
     * @param cause what led to it
     */
    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
