package org.metricloss.datasets;

import java.nio.file.Path;
import org.metricloss.base.UserException;

/**
 * Reports data that cannot be found or used. The message is one line for the user: which file, what was found, what is
 * allowed.
 */
public final class DatasetException extends UserException {
    private static final long serialVersionUID = 1L;

    /** @param message one line */
    public DatasetException(String message) {
        super(message);
    }

    /**
     * @param message one line
     * @param cause the cause
     */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@return the exception for a folder that does not exist} */
    static DatasetException noSuchFolder(Path folder) {
        return new DatasetException(shown(folder) + ": no such folder");
    }

    /** {@return a folder as messages show it: a relative path is followed by its absolute path} */
    static String shown(Path folder) {
        return folder.isAbsolute()
                ? folder.toString()
                : folder + " (" + folder.toAbsolutePath().normalize() + ")";
    }
}
