package org.metricloss.results.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.base.UserException;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.SealedJson;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.OfStudy;

/**
 * The folder of one run, {@code <runs>/<name>/<yyyyMMdd-HHmmss>-<short hash>/}, the time in UTC:
 * <pre>
 * manifest.json       the plan of the run
 * trials/ID.json      one per ended item of the plan, written once
 * artifacts/          a folder for each item, for its files beside the record
 * checkpoints/        of items that have started but not ended
 * changes.txt         what had changed when the run was resumed with --force, a line each time; often missing
 * run.lock            lets only one process use the folder at a time, see {@link RunLock}
 * tables/*.csv        derived, may be rewritten
 * figures/*           derived, may be rewritten
 * report.md           derived, may be rewritten
 * report.html         derived, may be rewritten
 * </pre>
 *
 * <p>A second run of the same experiment in the same second gets the suffix {@code -2}, and so on. Every file is
 * written whole or not at all. Trials may be written by several threads and processes. All failures are {@link
 * UserException}s with a message of one line.
 */
public final class RunFolder {
    private static final String MANIFEST = "manifest.json";

    private static final String CHANGES = "changes.txt";

    /** The beginning of the names of folders for items that arrive from other machines and are not verified yet. */
    private static final String INCOMING = "incoming-";

    private final Path path;
    private final Manifest manifest;
    private final Set<String> planned;

    private RunFolder(Path path, Manifest manifest) {
        this(path, manifest, Set.copyOf(manifest.trials()));
    }

    private RunFolder(Path path, Manifest manifest, Set<String> planned) {
        this.path = path;
        this.manifest = manifest;
        this.planned = planned;
    }

    /**
     * Creates the folder of a new run and writes its manifest.
     *
     * @param runs the folder of all runs, such as {@code results/runs}; created if it does not exist
     * @param manifest the plan of the run; its name must be at most 120 bytes of UTF-8 without path separators, {@code
     *     ..}, control characters, and neither blank nor starting with a dot
     * @return the folder
     * @throws ResultsException if the name is refused or the folder cannot be written
     */
    public static RunFolder create(Path runs, Manifest manifest) {
        FolderNames.requireName(manifest.name());
        try {
            Path family = runs.resolve(manifest.name());
            Files.createDirectories(family);
            Path folder = FolderNames.createNew(family, manifest);
            AtomicFiles.createFolder(folder.resolve("trials"));
            AtomicFiles.createFolder(folder.resolve("artifacts"));
            AtomicFiles.createFolder(folder.resolve("tables"));
            AtomicFiles.create(folder.resolve(MANIFEST), out -> out.write(SealedJson.seal(manifest)));
            return new RunFolder(folder, manifest);
        } catch (InvalidPathException e) {
            throw new ResultsException(
                    "run name '" + manifest.name() + "' cannot be a folder name here: " + e.getReason(), e);
        } catch (IOException e) {
            throw new ResultsException("cannot create a run folder in " + runs + ": " + Causes.inWords(e), e);
        }
    }

    /**
     * Creates a folder for some records of a run, for example on another machine.
     *
     * @param path the folder to create; its parent must exist
     * @param manifest the bytes of the run's manifest.json
     * @return the folder
     * @throws ResultsException if the folder exists or cannot be written, or the manifest is corrupted or of another format
     */
    public static RunFolder copyOf(Path path, byte[] manifest) {
        try {
            Files.createDirectory(path);
            Files.createDirectory(path.resolve("trials"));
            Files.createDirectory(path.resolve("artifacts"));
            Files.write(path.resolve(MANIFEST), manifest);
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(path, failed);
        }
        return open(path);
    }

    /**
     * Opens the folder of an old run.
     *
     * @param path the folder that holds manifest.json
     * @return the folder
     * @throws UserException if it is not a run folder or its manifest is corrupted or of another format
     */
    public static RunFolder open(Path path) {
        if (!Files.isRegularFile(path.resolve(MANIFEST))) {
            throw new ResultsException(path + " is not a run folder: it has no " + MANIFEST);
        }
        return new RunFolder(path, SealedJson.open(path.resolve(MANIFEST), Manifest.class));
    }

    /** {@return the folder itself} */
    public Path path() {
        return path;
    }

    /** {@return the plan of the run} */
    public Manifest manifest() {
        return manifest;
    }

    /**
     * {@return what had changed each time that the run was resumed in spite of changes, a line each, the oldest first;
     * empty if all its trials ran under the conditions of the manifest. A line is written before the first trial starts, so it
     * may also tell of an attempt in which no trial ended}
     *
     * @throws ResultsException if the file cannot be read
     */
    public List<String> changes() {
        Path file = path.resolve(CHANGES);
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failed) {
            throw new ResultsException("cannot read " + file + ": " + Causes.inWords(failed), failed);
        }
    }

    /**
     * Keeps what has changed since the run was started, so that its report tells it.
     *
     * @param changes lines, see {@link #changes}
     * @throws ResultsException if the file cannot be written
     */
    public void addChanges(List<String> changes) {
        if (!changes.isEmpty()) {
            List<String> all = new ArrayList<>(changes());
            all.addAll(changes);
            writeText(CHANGES, String.join("\n", all) + "\n");
        }
    }

    /** {@return the folder for artifacts, which exists} */
    public Path artifacts() {
        return path.resolve("artifacts");
    }

    /**
     * Makes a folder for an item that arrives from another machine, until it is verified. It has no manifest of its own, because
     * writing and reading the manifest of a large run takes longer than all else that is done with an item.
     *
     * @param id a planned item
     * @return the folder, a run folder of the same plan without records
     * @throws ResultsException if the item was not planned or the folder cannot be written
     */
    public RunFolder incoming(String id) {
        requirePlanned(id);
        Path folder = path.resolve(INCOMING + id);
        try {
            FolderTree.delete(folder);
            Files.createDirectories(folder.resolve("trials"));
            Files.createDirectories(folder.resolve("artifacts"));
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(folder, failed);
        }
        return new RunFolder(folder, manifest, planned);
    }

    /**
     * Writes the record of an ended item, once.
     *
     * @param record the record, of a planned item
     * @param <T> the class of the study's records
     * @throws ResultsException if the item was not planned, is recorded already, or cannot be written
     */
    public <T extends Record & ItemRecord> void write(T record) {
        Path file = plannedFile(record.id());
        try {
            AtomicFiles.create(file, out -> out.write(SealedJson.seal(record)));
        } catch (FileAlreadyExistsException e) {
            throw new ResultsException("trial " + record.id() + " is recorded already: " + file, e);
        } catch (IOException e) {
            throw ResultsException.cannotWrite(file, e);
        }
    }

    /**
     * Reads the record of a planned item.
     *
     * @param type the class of the study's records
     * @param id the item's id
     * @param <T> that class
     * @return its record, or empty if the item has not ended
     * @throws UserException if the item was not planned, or its record is corrupted, of another format, of another item or
     *     of another study
     */
    public <T extends Record & ItemRecord> Optional<T> record(Class<T> type, String id) {
        Path file = plannedFile(id);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        requireStudy(type.getAnnotation(OfStudy.class).value());
        T record = SealedJson.open(file, type);
        if (!record.id().equals(id)) {
            throw new ResultsException(file + " holds the record of another trial, " + record.id());
        }
        return Optional.of(record);
    }

    /**
     * Reads the records of all items that have ended.
     *
     * @param type the class of the study's records
     * @param <T> that class
     * @return the records in the order of the plan
     * @throws UserException as {@link #record}
     */
    public <T extends Record & ItemRecord> List<T> records(Class<T> type) {
        // In parallel, because hashing and parsing takes about a millisecond of processor time for each record.
        return manifest.trials().parallelStream()
                .flatMap(id -> record(type, id).stream())
                .toList();
    }

    private void requireStudy(String wanted) {
        if (!manifest.study().equals(wanted)) {
            throw new ResultsException(
                    "%s is a run of study: %s; expected a run of study: %s".formatted(path, manifest.study(), wanted));
        }
    }

    /**
     * {@return whether a trial has a record; the record is not read and therefore not verified}
     *
     * @param id a planned trial's id
     * @throws ResultsException if the trial was not planned
     */
    public boolean hasRecord(String id) {
        return Files.exists(plannedFile(id));
    }

    /** {@return the ids of the planned trials that have no record yet, in the order of the plan} */
    public List<String> missing() {
        return manifest.trials().stream()
                .filter(id -> !Files.exists(trialFile(id)))
                .toList();
    }

    /** {@return the folder for files that are derived from the records} */
    public DerivedFiles derivedFiles() {
        return new DerivedFiles(path);
    }

    /** Writes a text file, see {@link DerivedFiles#writeText}. */
    public void writeText(String file, String text) {
        derivedFiles().writeText(file, text);
    }

    /**
     * {@return the folder for a trial's artifacts, created if it does not exist}
     *
     * @param trial a trial's id
     * @throws ResultsException if it cannot be made
     */
    public Path artifacts(String trial) {
        return derivedFiles().makeFolder("artifacts/" + trial);
    }

    /** {@return whether a process runs trials in this folder now} */
    public boolean isInUse() {
        return RunLock.isHeld(path);
    }

    /**
     * Locks the folder for this process and cleans up.
     *
     * @return the lock; the folder is free again when it is closed
     * @throws ResultsException if another process holds the lock (the message names it) or the folder cannot be written
     */
    public RunLock lock() {
        RunLock lock = RunLock.own(path);
        try {
            cleanUp();
            return lock;
        } catch (ResultsException failed) {
            lock.close();
            throw failed;
        }
    }

    /**
     * Deletes incomplete files and unverified items that killed processes left behind. The caller must hold the lock, and no worker process
     * may run.
     *
     * @throws ResultsException if a file cannot be deleted
     */
    public void cleanUp() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.filter(AtomicFiles::isTemporary).toList()) {
                Files.deleteIfExists(file);
            }
            try (DirectoryStream<Path> incoming = Files.newDirectoryStream(path, INCOMING + "*")) {
                for (Path item : incoming) {
                    FolderTree.delete(item);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ResultsException("cannot clean up " + path + ": " + Causes.inWords(e), e);
        }
    }

    /** @throws ResultsException if the folder was removed since it was created or opened */
    public void requirePresent() {
        if (!Files.exists(path.resolve(MANIFEST))) {
            throw new ResultsException("the run folder " + path + " does not exist any more");
        }
    }

    private Path plannedFile(String id) {
        requirePlanned(id);
        return trialFile(id);
    }

    private void requirePlanned(String id) {
        if (!planned.contains(id)) {
            throw new ResultsException("trial " + id + " is not in the plan of " + path);
        }
    }

    private Path trialFile(String id) {
        return path.resolve("trials").resolve(id + ".json");
    }
}
