package org.metricloss.formats;

import java.io.IOException;
import java.nio.file.Path;
import org.metricloss.base.Causes;
import org.metricloss.base.UserException;

/** Reports a file or folder that cannot be written or read, or whose content is malformed. */
public final class FileException extends UserException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message the problem, with the file and what is allowed
     */
    public FileException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message the problem, with the file and what is allowed
     * @param cause the cause
     */
    public FileException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * {@return the exception for a file or folder that cannot be written}
     *
     * @param file the file or folder
     * @param why the exception of the file system
     */
    public static FileException cannotWrite(Path file, IOException why) {
        return new FileException("cannot write " + file + ": " + Causes.inWords(why), why);
    }
}
