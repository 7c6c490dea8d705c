package org.metricloss.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.metricloss.base.UserException;

/** Refuses outputs that cannot be written, before anything is computed. */
final class Outputs {
    private Outputs() {}

    /**
     * Checks a file.
     *
     * @param file the file that will be written
     * @param force whether it may be replaced
     * @throws UserException if it exists and may not be replaced, is a folder, or its folder cannot be written to
     */
    static void requireFile(Path file, boolean force) {
        require(file, force, Files.isDirectory(file) ? "it is a folder" : "");
    }

    /**
     * Checks a folder.
     *
     * @param folder the folder that will be created, or that files will be written to
     * @param force whether it may exist
     * @throws UserException if it exists and may not, is a file, or cannot be written to
     */
    static void requireFolder(Path folder, boolean force) {
        require(folder, force, Files.exists(folder) && !Files.isDirectory(folder) ? "it is a file" : "");
    }

    private static void require(Path output, boolean force, String otherKind) {
        Path parent = output.toAbsolutePath().getParent();
        if (parent == null || !otherKind.isEmpty()) {
            throw cannotWrite(output, parent == null ? "it is a folder" : otherKind);
        }
        if (!Files.isDirectory(parent)) {
            throw cannotWrite(output, "there is no folder " + parent);
        }
        if (Files.exists(output) && !force) {
            throw new UserException(output + " exists; --force replaces it");
        }
        Path written = Files.isDirectory(output) ? output : parent;
        if (!Files.isWritable(written)) {
            throw cannotWrite(output, "the folder " + written + " is not writable");
        }
    }

    private static UserException cannotWrite(Path output, String reason) {
        return new UserException("cannot write " + output + ": " + reason);
    }
}
