package org.metricloss.results.training.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.SealedJson;
import org.metricloss.results.record.AugmentedRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** The augmented images of a run's trials, {@code artifacts/<trial>/augmented.json}. */
public final class AugmentedImages {
    private static final String FILE = "augmented.json";

    private AugmentedImages() {}

    /**
     * Writes a trial's augmented images and replaces older ones.
     *
     * @param run a run
     * @param augmented the images
     * @throws ResultsException if they cannot be written
     */
    public static void write(RunFolder run, AugmentedRecord augmented) {
        Path file = run.artifacts(augmented.trial()).resolve(FILE);
        try {
            AtomicFiles.replace(file, out -> out.write(SealedJson.seal(augmented)));
        } catch (IOException e) {
            throw ResultsException.cannotWrite(file, e);
        }
    }

    /**
     * {@return the augmented images of a trial; empty if there are none}
     *
     * @param run a run
     * @param trial a trial's record
     * @throws ResultsException if they are corrupted, listed by the record but missing, or of another format
     */
    public static Optional<AugmentedRecord> read(RunFolder run, TrialRecord trial) {
        return Artifacts.named(run, trial, FILE)
                .map(file -> SealedJson.open(Artifacts.intact(file, trial), AugmentedRecord.class));
    }
}
