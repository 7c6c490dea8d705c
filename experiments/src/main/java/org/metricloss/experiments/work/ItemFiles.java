package org.metricloss.experiments.work;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.Sha256;
import org.metricloss.results.record.ArtifactRecord;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * The record of an ended item and its artifacts as bytes, in which form they travel from one machine to another.
 *
 * @param id the item
 * @param record the content of its record's file
 * @param artifacts the content of each artifact, by its path in the item's folder of artifacts, with {@code /} between names
 * @serial exclude
 */
public record ItemFiles(String id, byte[] record, Map<String, byte[]> artifacts) implements Serializable {
    /** The largest size of all files of an item, in bytes. */
    public static final long MOST_BYTES = 1L << 30;

    /** Copies the map. */
    public ItemFiles {
        artifacts = new TreeMap<>(artifacts);
    }

    /** {@return the size of the record and all artifacts in bytes} */
    public long bytes() {
        return record.length
                + artifacts.values().stream().mapToLong(bytes -> bytes.length).sum();
    }

    /**
     * Reads the files of an item that has ended.
     *
     * @param run the run
     * @param id the item
     * @return its files
     * @throws ResultsException if a file cannot be read or is not a plain file, or if the files are larger than {@link #MOST_BYTES}
     */
    public static ItemFiles read(RunFolder run, String id) {
        try {
            Path folder = run.artifacts().resolve(id);
            Map<String, byte[]> artifacts = new TreeMap<>();
            long bytes = 0;
            for (String name : names(folder)) {
                bytes += Files.size(folder.resolve(name));
                if (bytes > MOST_BYTES) {
                    throw new ResultsException(
                            "the artifacts of %s in %s are larger than %s MiB, the most that is sent; store less (artifacts.every, artifacts.model)"
                                    .formatted(id, run.path(), MOST_BYTES >> 20));
                }
                artifacts.put(name, Files.readAllBytes(folder.resolve(name)));
            }
            return new ItemFiles(id, Files.readAllBytes(record(run, id)), artifacts);
        } catch (IOException failed) {
            throw new ResultsException(
                    "the files of %s in %s cannot be read: %s".formatted(id, run.path(), Causes.inWords(failed)),
                    failed);
        }
    }

    /**
     * Reads the record of an item that has ended, without its artifacts, however large they are.
     *
     * @param run the run
     * @param id the item
     * @return its record alone
     * @throws ResultsException if the record cannot be read
     */
    public static ItemFiles readRecord(RunFolder run, String id) {
        Path file = record(run, id);
        try {
            return new ItemFiles(id, Files.readAllBytes(file), Map.of());
        } catch (IOException failed) {
            throw new ResultsException(file + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }

    /**
     * Lists the artifacts of an item. Incomplete files of killed processes are left out.
     *
     * @param folder the item's folder of artifacts
     * @return the paths of the files in it, with {@code /} between names; empty if the folder does not exist
     * @throws IOException if the folder cannot be read or holds something that is neither a plain file nor a folder: a link could
     *     lead out of the run, and reading a pipe could wait forever
     */
    public static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return names;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is not a folder");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || AtomicFiles.isTemporary(file)) {
                    continue;
                }
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException(file + " is not a plain file");
                }
                List<String> parts = new ArrayList<>();
                folder.relativize(file).forEach(part -> parts.add(part.toString()));
                names.add(String.join("/", parts));
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        return names;
    }

    /**
     * Compares the artifacts of an item with its record. The artifacts of a record that lists none are accepted.
     *
     * @param run the run
     * @param record the item's record
     * @throws ResultsException if an artifact is missing, differs from the record or is not listed in it
     */
    public static void requireIntact(RunFolder run, ItemRecord record) {
        if (record.artifacts().isEmpty()) {
            return;
        }
        Map<String, ArtifactRecord> listed = record.artifacts().get();
        Path folder = run.artifacts().resolve(record.id());
        try {
            Set<String> names = names(folder);
            if (!names.equals(listed.keySet())) {
                throw new ResultsException("%s holds the files %s, but the record of its trial lists %s"
                        .formatted(folder, names, new TreeSet<>(listed.keySet())));
            }
            for (String name : names) {
                Path file = folder.resolve(name);
                ArtifactRecord expected = listed.get(name);
                if (Files.size(file) != expected.bytes() || !Sha256.of(file).equals(expected.sha256())) {
                    throw new ResultsException(
                            file + " is corrupted: it does not match size and sha256 in the record of its trial");
                }
            }
        } catch (IOException failed) {
            throw new ResultsException(folder + " cannot be read: " + Causes.inWords(failed), failed);
        }
    }

    /**
     * Verifies the files as if they had been read from a disk, and adds them to a run. The record is added last, so that an item
     * with a record is complete.
     *
     * @param run the run; the caller holds its lock
     * @param study the run's study, which verifies the record
     * @return the verified record
     * @throws ResultsException if a file is refused, in which case the run is unchanged, or cannot be written
     */
    public ItemRecord addTo(RunFolder run, Study study) {
        if (bytes() > MOST_BYTES) {
            throw new ResultsException("the files of %s are larger than %s MiB".formatted(id, MOST_BYTES >> 20));
        }
        // Refuses an item that was not planned, so that its id cannot lead out of the folder.
        RunFolder staged = run.incoming(id);
        try {
            Path folder = staged.artifacts().resolve(id);
            for (Map.Entry<String, byte[]> artifact : artifacts.entrySet()) {
                Path file = within(folder, artifact.getKey());
                Files.createDirectories(file.getParent());
                AtomicFiles.create(file, out -> out.write(artifact.getValue()));
            }
            AtomicFiles.create(record(staged, id), out -> out.write(record));
            ItemRecord verified = study.record(staged, id).orElseThrow();
            requireIntact(staged, verified);
            Path target = run.artifacts().resolve(id);
            FolderTree.delete(target);
            if (Files.exists(folder)) {
                Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
            }
            AtomicFiles.create(record(run, id), out -> out.write(record));
            return verified;
        } catch (IOException failed) {
            throw new ResultsException(
                    "the files of %s cannot be added to %s: %s".formatted(id, run.path(), Causes.inWords(failed)),
                    failed);
        } finally {
            try {
                FolderTree.delete(staged.path());
            } catch (IOException left) {
                // The item is complete or the cause is on its way already.
                System.getLogger(ItemFiles.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "{0} cannot be deleted: {1}",
                                staged.path(),
                                left.getMessage());
            }
        }
    }

    private static Path within(Path folder, String name) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (name.isEmpty()
                || name.indexOf('\\') >= 0
                || !file.startsWith(folder)
                || !folder.relativize(file).equals(Path.of(name))) {
            throw new IOException("'" + name + "' is not a name of an artifact");
        }
        return file;
    }

    private static Path record(RunFolder run, String id) {
        return run.path().resolve("trials").resolve(id + ".json");
    }
}
