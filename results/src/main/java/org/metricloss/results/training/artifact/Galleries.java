package org.metricloss.results.training.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.SealedJson;
import org.metricloss.results.record.GalleryRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** The galleries of a run's trials, {@code artifacts/<trial>/gallery.json}. */
public final class Galleries {
    private static final String FILE = "gallery.json";

    private Galleries() {}

    /**
     * Writes a trial's gallery and replaces an older one.
     *
     * @param run a run
     * @param gallery the gallery of a trial that is ending
     * @throws ResultsException if it cannot be written
     */
    public static void write(RunFolder run, GalleryRecord gallery) {
        Path file = run.artifacts(gallery.trial()).resolve(FILE);
        try {
            AtomicFiles.replace(file, out -> out.write(SealedJson.seal(gallery)));
        } catch (IOException e) {
            throw ResultsException.cannotWrite(file, e);
        }
    }

    /**
     * {@return the gallery of a trial; empty if there is none}
     *
     * @param run a run
     * @param trial a trial's record
     * @throws ResultsException if it is corrupted, listed by the record but missing, or of another format
     */
    public static Optional<GalleryRecord> read(RunFolder run, TrialRecord trial) {
        return Artifacts.named(run, trial, FILE)
                .map(file -> SealedJson.open(Artifacts.intact(file, trial), GalleryRecord.class));
    }
}
