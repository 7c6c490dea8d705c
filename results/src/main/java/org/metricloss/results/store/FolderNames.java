package org.metricloss.results.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.results.record.Manifest;

/** The names of run folders. */
final class FolderNames {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT_HASH = 8;
    private static final int LONGEST_NAME_BYTES = 120;

    private FolderNames() {}

    /** Creating a folder fails if it exists, so two runs in the same second get different folders. */
    static Path createNew(Path family, Manifest manifest) throws IOException {
        String base = TIME.format(Instant.parse(manifest.created())) + "-"
                + manifest.experimentSha256().substring(0, SHORT_HASH);
        for (int run = 1; ; run++) {
            try {
                Path folder = family.resolve(run == 1 ? base : base + "-" + run);
                AtomicFiles.createFolder(folder);
                return folder;
            } catch (FileAlreadyExistsException e) {
                // The name is taken: the next suffix is tried.
                continue;
            }
        }
    }

    /** @throws ResultsException if a run cannot have this name */
    static void requireName(String name) {
        if (name.isBlank()) {
            throw new ResultsException("run name must not be blank");
        }
        if (name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
            throw new ResultsException("run name must not hold path separators or control characters, got '"
                    + name.replaceAll("\\p{Cntrl}", "?") + "'");
        }
        if (name.startsWith(".") || name.contains("..")) {
            throw new ResultsException("run name must not start with a dot or hold '..', got '" + name + "'");
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME_BYTES) {
            throw new ResultsException(
                    "run name must be at most " + LONGEST_NAME_BYTES + " bytes long, got " + bytes + " bytes");
        }
    }
}
