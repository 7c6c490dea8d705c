package org.metricloss.results.training.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.base.UserException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.SafeTensors;
import org.metricloss.formats.SealedJson;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.CheckpointRecord;

/**
 * The checkpoints of one trial, {@code checkpoints/<trial>/epoch-<epoch>-step-<step>.safetensors}: the last two, each
 * written whole or not at all. The header's metadata holds the sealed {@link CheckpointRecord}, which holds the arrays'
 * checksum: both are verified on reading.
 */
public final class Checkpoints {
    private static final int KEPT = 2;
    private static final String RECORD = "checkpoint";
    private static final String SUFFIX = ".safetensors";

    private final RunFolder run;
    private final String trial;
    private final String experimentSha256;
    private final Path folder;

    /**
     * Opens the checkpoints of one trial, which need not exist yet.
     *
     * @param run a run
     * @param trial a trial's id
     */
    public Checkpoints(RunFolder run, String trial) {
        this(run, trial, run.manifest().experimentSha256());
    }

    /**
     * Opens the checkpoints of one trial whose settings differ from those of the run's experiment.
     *
     * @param run a run
     * @param trial a trial's id
     * @param experimentSha256 the hash of the trial's experiment
     */
    public Checkpoints(RunFolder run, String trial, String experimentSha256) {
        this.run = run;
        this.trial = trial;
        this.experimentSha256 = experimentSha256;
        this.folder = run.path().resolve("checkpoints").resolve(trial);
    }

    /**
     * A checkpoint that was read.
     *
     * @param record the position of the trial
     * @param arrays the state of the trial at that position, by name
     */
    public record Checkpoint(CheckpointRecord record, Map<String, NpyArray> arrays) {}

    /**
     * Writes a checkpoint and deletes all but the last two.
     *
     * @param arrays the arrays by name, float32
     * @param record makes the record from the arrays' checksum
     * @throws ResultsException if it cannot be written
     */
    public void write(Map<String, NpyArray> arrays, Function<String, CheckpointRecord> record) {
        String arraysSha256 = new SafeTensors(Map.of(), arrays).arraysSha256();
        CheckpointRecord position = record.apply(arraysSha256);
        run.derivedFiles().makeFolder("checkpoints");
        run.derivedFiles().makeFolder("checkpoints/" + trial);
        String name = String.format(Locale.ROOT, "epoch-%06d-step-%09d", position.epoch(), position.step());
        new SafeTensors(Map.of(RECORD, SealedJson.text(position)), arrays).write(folder.resolve(name + SUFFIX));
        List<Path> all = newestFirst();
        all.subList(Math.min(KEPT, all.size()), all.size()).forEach(this::delete);
    }

    /**
     * Reads the newest checkpoint that is whole and of the trial's experiment.
     *
     * @param refused receives one line for every newer checkpoint that is damaged or of another experiment
     * @return the checkpoint, if there is one
     */
    public Optional<Checkpoint> latest(Consumer<String> refused) {
        for (Path file : newestFirst()) {
            try {
                return Optional.of(read(file));
            } catch (UserException corrupted) {
                refused.accept(corrupted.getMessage());
            }
        }
        return Optional.empty();
    }

    private Checkpoint read(Path file) {
        SafeTensors tensors = SafeTensors.read(file);
        String sealed = Optional.ofNullable(tensors.metadata().get(RECORD))
                .orElseThrow(() -> new ResultsException(file + " is corrupted: it holds no record"));
        CheckpointRecord record = SealedJson.open(file.toString(), sealed, CheckpointRecord.class);
        if (!record.arraysSha256().equals(tensors.arraysSha256())) {
            throw new ResultsException(file + " is corrupted: its arrays do not match their sha256");
        }
        if (!record.trial().equals(trial) || !record.experimentSha256().equals(experimentSha256)) {
            throw new ResultsException(file + " is of another trial or experiment");
        }
        return new Checkpoint(record, new LinkedHashMap<>(tensors.arrays()));
    }

    /** Deletes all checkpoints of the trial once its record replaces them. */
    public void deleteAll() {
        newestFirst().forEach(this::delete);
        delete(folder);
    }

    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(Path::getFileName).reversed())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failed) {
            throw new ResultsException("cannot list " + folder + ": " + Causes.inWords(failed), failed);
        }
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new ResultsException("cannot delete " + file + ": " + Causes.inWords(failed), failed);
        }
    }
}
