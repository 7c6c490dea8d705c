package org.metricloss.formats;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
        return new FileException("cannot write " + file + ": " + reason(why), why);
    }

    /**
     * {@return the reason for the failure, in a few words}
     *
     * @param e the exception of the file system
     */
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
