package org.metricloss.results.training.artifact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.Sha256;
import org.metricloss.results.record.ArtifactRecord;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** The files of a trial beside its record: finds them, and compares them with the record. */
public final class Artifacts {
    private static final Pattern EPOCH = Pattern.compile("epoch-([0-9]{1,9})\\.npz");

    /** Files that belong to an epoch. */
    private static final Pattern OF_EPOCH = Pattern.compile("(?:epoch|weights)-([0-9]{1,9})\\.npz");

    private static final String BEST = "best.npz";

    /** The folder of the trial's model, within its folder of artifacts. */
    private static final String MODEL = "model";

    private Artifacts() {}

    /**
     * {@return the file of each epoch whose embeddings were kept, ascending; empty if there are none}
     *
     * @param run a run
     * @param trial a trial's id
     * @throws ResultsException if the folder cannot be read
     */
    public static NavigableMap<Integer, Path> byEpoch(RunFolder run, String trial) {
        NavigableMap<Integer, Path> byEpoch = new TreeMap<>();
        Path folder = run.artifacts().resolve(trial);
        if (!Files.isDirectory(folder)) {
            return byEpoch;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> put(byEpoch, file));
        } catch (IOException e) {
            throw new ResultsException(folder + " cannot be read: " + Causes.inWords(e), e);
        }
        return byEpoch;
    }

    /**
     * {@return the same of a trial that has ended, with the files that its record lists but that are absent, so that
     * {@link #intact} refuses them; empty if there are none}
     *
     * @param run a run
     * @param trial a trial's record
     * @throws ResultsException if the folder cannot be read
     */
    public static NavigableMap<Integer, Path> byEpoch(RunFolder run, TrialRecord trial) {
        NavigableMap<Integer, Path> byEpoch = byEpoch(run, trial.id());
        Path folder = run.artifacts().resolve(trial.id());
        trial.artifacts().orElse(Map.of()).keySet().forEach(name -> put(byEpoch, folder.resolve(name)));
        return byEpoch;
    }

    private static void put(NavigableMap<Integer, Path> byEpoch, Path file) {
        Matcher name = EPOCH.matcher(file.getFileName().toString());
        if (name.matches()) {
            byEpoch.put(Integer.parseInt(name.group(1)), file);
        }
    }

    /**
     * {@return a file in a trial's folder of artifacts; empty if it does not exist and the trial's record does not list
     * it}
     *
     * @param run a run
     * @param trial a trial's record
     * @param name the file's name
     */
    static Optional<Path> named(RunFolder run, TrialRecord trial, String name) {
        Path file = run.artifacts().resolve(trial.id()).resolve(name);
        return Files.exists(file) || trial.artifacts().orElse(Map.of()).containsKey(name)
                ? Optional.of(file)
                : Optional.empty();
    }

    /**
     * {@return size and checksum of every file in a trial's folder, by name; the names of the model's files begin with
     * {@code model/}}
     *
     * @param run a run
     * @param trial a trial's id
     * @throws ResultsException if a file cannot be read
     */
    public static Map<String, ArtifactRecord> recorded(RunFolder run, String trial) {
        Map<String, ArtifactRecord> files = new TreeMap<>();
        Path folder = run.artifacts().resolve(trial);
        if (!Files.isDirectory(folder)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(folder, 2)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !AtomicFiles.isTemporary(file))
                    .toList()) {
                files.put(name(file, trial), new ArtifactRecord(Files.size(file), Sha256.of(file)));
            }
        } catch (IOException | UncheckedIOException failed) {
            IOException e =
                    failed instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) failed;
            throw new ResultsException(folder + " cannot be read: " + Causes.inWords(e), e);
        }
        return files;
    }

    /**
     * Deletes what an attempt left that ended after the position from which the trial goes on. It could have come farther, and would
     * then seem to be the trial's end.
     *
     * @param run a run; the caller alone runs the trial
     * @param trial a trial's id
     * @param epochs how many epochs the trial has behind it
     * @param begun whether it has taken a step
     * @throws ResultsException if a file cannot be deleted
     */
    public static void discardAfter(RunFolder run, String trial, int epochs, boolean begun) {
        Path folder = run.artifacts().resolve(trial);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Matcher kept = OF_EPOCH.matcher(name);
                boolean before = kept.matches()
                        ? Integer.parseInt(kept.group(1)) <= epochs
                        : begun
                                && (name.equals(WeightsArtifact.FIRST_STEP)
                                        || name.equals(SealedArtifact.AUGMENTED.file()));
                if (!before) {
                    FolderTree.delete(file);
                }
            }
        } catch (IOException failed) {
            throw new ResultsException(folder + " cannot be cleaned: " + Causes.inWords(failed), failed);
        }
    }

    /** {@return a file's path within the folder of its trial, with slashes} */
    private static String name(Path file, String trial) {
        String name = file.getFileName().toString();
        Path parent = file.toAbsolutePath().getParent();
        return parent.getFileName().toString().equals(trial) ? name : parent.getFileName() + "/" + name;
    }

    /**
     * {@return the folder of a trial's model, which need not exist}
     *
     * @param run a run
     * @param trial a trial's id
     */
    public static Path modelFolder(RunFolder run, String trial) {
        return run.artifacts().resolve(trial).resolve(MODEL);
    }

    /**
     * {@return the folder of a trial's model, created if it does not exist}
     *
     * @param run a run
     * @param trial a trial's id
     * @throws ResultsException if it cannot be made
     */
    public static Path makeModelFolder(RunFolder run, String trial) {
        run.artifacts(trial);
        return run.derivedFiles().makeFolder("artifacts/" + trial + "/" + MODEL);
    }

    /**
     * Compares a file with the record of its trial, before any of it is interpreted. A record of an older version has no
     * checksums, so every file passes.
     *
     * @param file a file in the trial's folder of artifacts
     * @param trial the trial's record
     * @return the file
     * @throws ResultsException if it cannot be read or is not what the trial wrote
     */
    public static Path intact(Path file, TrialRecord trial) {
        if (trial.artifacts().isEmpty()) {
            return file;
        }
        ArtifactRecord recorded = trial.artifacts().get().get(name(file, trial.id()));
        if (recorded == null) {
            throw new ResultsException(file + " is not among the artifacts in the record of its trial");
        }
        try {
            if (!Files.exists(file)) {
                throw new ResultsException(file + " is missing, although the record of its trial lists it");
            }
            if (!Files.isRegularFile(file)) {
                throw new ResultsException(file + " is not a plain file");
            }
            if (Files.size(file) != recorded.bytes()) {
                throw new ResultsException("%s is corrupted: it has %s bytes, the record of its trial says %s"
                        .formatted(file, Files.size(file), recorded.bytes()));
            }
            if (!Sha256.of(file).equals(recorded.sha256())) {
                throw new ResultsException(
                        file + " is corrupted: its content does not match the sha256 in the record of its trial");
            }
        } catch (IOException e) {
            throw new ResultsException(file + " cannot be read: " + Causes.inWords(e), e);
        }
        return file;
    }

    /**
     * {@return the embeddings from which a trial's measures on the test part were computed: with the best weights if
     * the validation part selected them, otherwise with the last weights; empty if there are none. A file that the
     * record lists is returned even if it is absent, so that {@link #intact} refuses it}
     *
     * @param run a run
     * @param trial a trial's record
     * @throws ResultsException if the folder cannot be read
     */
    public static Optional<Path> tested(RunFolder run, TrialRecord trial) {
        return named(run, trial, BEST)
                .or(() -> Optional.ofNullable(byEpoch(run, trial).lastEntry()).map(Map.Entry::getValue));
    }
}
