package org.metricloss.results.store;

import java.io.IOException;
import java.nio.file.Path;
import org.metricloss.base.UserException;
import org.metricloss.formats.FileException;

/**
 * Signals that a run folder or one of its files cannot be written or read. The message is one line that a user can act
 * on.
 */
public final class ResultsException extends UserException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception without a cause.
     *
     * @param message what was wrong, with the file and what is allowed
     */
    public ResultsException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what was wrong, with the file and what is allowed
     * @param cause the cause
     */
    public ResultsException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return the exception that names the file and the reason in one line}
     *
     * @param file the file that could not be written
     * @param why the error of the file system
     */
    public static ResultsException cannotWrite(Path file, IOException why) {
        return new ResultsException(FileException.cannotWrite(file, why).getMessage(), why);
    }
}
