package org.metricloss.datasets;

import java.io.IOException;
import java.nio.file.Path;
import org.metricloss.base.Causes;
import org.metricloss.core.data.SourceFile;
import org.metricloss.formats.Sha256;

/** Files that a data set was read from, for the record. */
final class SourceFiles {
    private SourceFiles() {}

    /**
     * {@return the name of a file and the checksum of its content}
     *
     * @throws DatasetException if it cannot be read
     */
    static SourceFile of(Path file) {
        try {
            return new SourceFile(file.getFileName().toString(), Sha256.of(file));
        } catch (IOException failed) {
            throw new DatasetException(file + ": cannot be read (" + Causes.inWords(failed) + ")", failed);
        }
    }
}
