package org.metricloss.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.metricloss.base.UserException;

/** Gives a reader some bytes as a file: it may refuse them as a user's mistake, and must not fail in any other way. */
final class FuzzedFile {
    private FuzzedFile() {}

    static void read(byte[] content, String suffix, Consumer<Path> reader) {
        try {
            Path file = Files.createTempFile("fuzzed", suffix);
            try {
                Files.write(file, content);
                refusing(() -> reader.accept(file));
            } finally {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void refusing(Runnable reading) {
        try {
            reading.run();
        } catch (UserException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new IllegalStateException("refused without a reason", refused);
            }
        }
    }
}
