package org.metricloss.results.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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

    /**
     * {@return the exception that says both in one line}
     *
     * @param file what could not be written
     * @param why what the file system said
     */
    public static ResultsException cannotWrite(Path file, IOException why) {
        return new ResultsException("cannot write " + file + ": " + reason(why), why);
    }

    public static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException inTheWay) {
            return inTheWay.getFile() + " is there and is not a folder";
        }
        if (e instanceof AccessDeniedException denied) {
            return "permission denied for " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " or its folder is not there any more";
        }
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? kind : kind + " " + e.getMessage();
    }
}
