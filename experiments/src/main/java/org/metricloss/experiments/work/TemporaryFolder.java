package org.metricloss.experiments.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.metricloss.base.Causes;
import org.metricloss.base.UserException;

/** The folder for temporary files of this process, into which engines unpack their native libraries. */
public final class TemporaryFolder {
    /** The system property that names the folder. */
    static final String PROPERTY = "java.io.tmpdir";

    private TemporaryFolder() {}

    /** {@return the folder} */
    public static Path path() {
        return Path.of(System.getProperty(PROPERTY));
    }

    /**
     * Refuses a folder that is not writable.
     *
     * @throws UserException if the folder is not writable
     */
    public static void requireWritable() {
        try {
            Files.delete(Files.createTempFile("metricloss-", ".probe"));
        } catch (IOException | IllegalArgumentException failed) {
            throw new UserException(
                    "the folder for temporary files, %s, cannot be written: %s; name another one with -D%s"
                            .formatted(System.getProperty(PROPERTY), Causes.inWords(failed), PROPERTY),
                    failed);
        }
    }
}
