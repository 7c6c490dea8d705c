package org.metricloss.results.training.artifact;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * A trial's weights. A run on several engines keeps them to measure how far the engines differ: {@code
 * artifacts/<trial>/weights-first-step.npz} after the first step, with that step's loss, and {@code
 * weights-<epoch>.npz} after an epoch.
 *
 * @param loss the loss of the first step, before its update; empty for an epoch, whose loss is in the trial's record
 * @param arrays the weights and the losses' state by name
 */
public record WeightsArtifact(OptionalDouble loss, Map<String, float[]> arrays) {
    static final String FIRST_STEP = "weights-first-step.npz";
    private static final String LOSS = "loss";

    /** Copies the map, not the arrays. */
    public WeightsArtifact {
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /**
     * Writes the weights after an epoch.
     *
     * @param folder the run
     * @param trial the trial's id
     * @param epoch the epoch, counted from 1
     * @param arrays the weights by name; names of {@code A-Z a-z 0-9 _ -}, none of them {@code loss}
     * @throws ResultsException if the file cannot be written
     */
    public static void writeEpoch(RunFolder folder, String trial, int epoch, Map<String, NpyArray> arrays) {
        write(folder, trial, epoch(epoch), arrays);
    }

    /**
     * Writes the weights after the first step.
     *
     * @param folder the run
     * @param trial the trial's id
     * @param loss the step's loss, kept as float32
     * @param arrays the weights, as for an epoch
     * @throws ResultsException if the file cannot be written
     */
    public static void writeFirstStep(RunFolder folder, String trial, double loss, Map<String, NpyArray> arrays) {
        Map<String, NpyArray> all = new LinkedHashMap<>();
        all.put(LOSS, NpyArray.of(new float[] {(float) loss}, 1));
        all.putAll(arrays);
        write(folder, trial, FIRST_STEP, all);
    }

    /**
     * {@return the weights after an epoch, if they were kept}
     *
     * @param folder the run
     * @param trial the trial's record
     * @param epoch the epoch, counted from 1
     * @throws ResultsException if the file cannot be read
     */
    public static Optional<WeightsArtifact> readEpoch(RunFolder folder, TrialRecord trial, int epoch) {
        return read(folder, trial, epoch(epoch));
    }

    /**
     * {@return the weights after the first step, if they were kept}
     *
     * @param folder the run
     * @param trial the trial's record
     * @throws ResultsException if the file cannot be read
     */
    public static Optional<WeightsArtifact> readFirstStep(RunFolder folder, TrialRecord trial) {
        return read(folder, trial, FIRST_STEP);
    }

    private static String epoch(int epoch) {
        return String.format(Locale.ROOT, "weights-%03d.npz", epoch);
    }

    private static void write(RunFolder folder, String trial, String file, Map<String, NpyArray> arrays) {
        Npz.write(folder.artifacts(trial).resolve(file), arrays);
    }

    private static Optional<WeightsArtifact> read(RunFolder folder, TrialRecord trial, String file) {
        Path path = folder.artifacts().resolve(trial.id()).resolve(file);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        OptionalDouble loss = OptionalDouble.empty();
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, NpyArray> named :
                Npz.read(Artifacts.intact(path, trial)).entrySet()) {
            NpyArray array = named.getValue();
            if (array.type() != NpyArray.Type.FLOAT32) {
                throw new ResultsException(path + " holds " + named.getKey() + " as " + array.type() + ", not FLOAT32");
            }
            if (named.getKey().equals(LOSS) && array.floats().length == 1) {
                loss = OptionalDouble.of(array.floats()[0]);
            } else {
                arrays.put(named.getKey(), array.floats());
            }
        }
        return Optional.of(new WeightsArtifact(loss, arrays));
    }
}
