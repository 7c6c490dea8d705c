package org.metricloss.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.metricloss.formats.HaltPoint.Moment;

/** A file that grows at its end while others read it. */
public final class GrowingFile {
    private GrowingFile() {}

    /**
     * Appends the part of the content that the file lacks. A file that is not a prefix of the content is replaced by
     * {@link AtomicFiles#replace}. After a crash at any moment the file is a prefix of the content, or the old file.
     *
     * @param file the file; its folder must exist
     * @param content the whole new content
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, byte[] content) throws IOException {
        byte[] there = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        if (Arrays.equals(there, content)) {
            return;
        }
        if (there.length > 0 && Arrays.mismatch(there, content) == there.length) {
            int half = there.length + (content.length - there.length) / 2;
            append(file, content, there.length, half);
            HaltPoint.at(Moment.HALF_ADDED, file);
            append(file, content, half, content.length);
        } else {
            AtomicFiles.replace(file, out -> out.write(content));
        }
    }

    private static void append(Path file, byte[] content, int from, int to) throws IOException {
        Files.write(file, Arrays.copyOfRange(content, from, to), StandardOpenOption.APPEND);
    }
}
