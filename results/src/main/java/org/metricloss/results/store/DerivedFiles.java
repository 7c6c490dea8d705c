package org.metricloss.results.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.metricloss.formats.AtomicFiles;

/** A folder for files derived from the records of one run, or of several runs that are compared. */
public final class DerivedFiles {
    private final Path folder;

    /** Uses an existing folder. */
    DerivedFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a folder for the files of a comparison.
     *
     * @param folder a folder that is empty or does not exist yet
     * @return the folder
     * @throws ResultsException if it is not empty or cannot be created
     */
    public static DerivedFiles createNew(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new ResultsException(folder + " is not empty: nothing in it is overwritten");
                }
            }
            return new DerivedFiles(folder);
        } catch (IOException e) {
            throw ResultsException.cannotWrite(folder, e);
        }
    }

    /** {@return the folder itself} */
    public Path folder() {
        return folder;
    }

    /**
     * Writes a file and replaces an older one.
     *
     * @param file its path within the folder, such as {@code tables/summary.csv}
     * @param text its content, written as UTF-8
     * @throws ResultsException if it cannot be written
     */
    public void writeText(String file, String text) {
        writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file and replaces an older one.
     *
     * @param file its path within the folder, such as {@code figures/epochs.png}
     * @param bytes its content
     * @throws ResultsException if it cannot be written
     */
    public void writeBytes(String file, byte[] bytes) {
        Path target = folder.resolve(file);
        Path parent = folder.relativize(target.getParent());
        if (!parent.toString().isEmpty()) {
            makeFolder(parent.toString());
        }
        try {
            AtomicFiles.replace(target, out -> out.write(bytes));
        } catch (IOException e) {
            throw ResultsException.cannotWrite(target, e);
        }
    }

    /**
     * Makes one folder, but not the folders above it, so that a run folder that was removed is not recreated in part.
     *
     * @param name its path within this folder
     * @return the folder, which may have existed already
     * @throws ResultsException if it cannot be made
     */
    public Path makeFolder(String name) {
        Path made = folder.resolve(name);
        try {
            if (!Files.isDirectory(made)) {
                AtomicFiles.createFolder(made);
            }
            return made;
        } catch (IOException e) {
            if (Files.isDirectory(made)) {
                // Another process created it first.
                return made;
            }
            throw ResultsException.cannotWrite(made, e);
        }
    }
}
