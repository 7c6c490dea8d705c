package org.metricloss.results.training.artifact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.formats.AtomicFiles;
import org.metricloss.formats.SealedJson;
import org.metricloss.results.record.AugmentedRecord;
import org.metricloss.results.record.ClassPairsRecord;
import org.metricloss.results.record.ClassScoresRecord;
import org.metricloss.results.record.GalleryRecord;
import org.metricloss.results.record.PointsRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * A kind of record beside that of a trial, {@code artifacts/<trial>/<file>}.
 *
 * @param file the name of its file
 * @param type its type
 * @param <R> its type
 */
public record SealedArtifact<R extends Record>(String file, Class<R> type) {
    /** Augmented training images. */
    public static final SealedArtifact<AugmentedRecord> AUGMENTED =
            new SealedArtifact<>("augmented.json", AugmentedRecord.class);

    /** The hardest test images with their neighbours. */
    public static final SealedArtifact<GalleryRecord> GALLERY =
            new SealedArtifact<>("gallery.json", GalleryRecord.class);

    /** The scores of each class of the test part. */
    public static final SealedArtifact<ClassScoresRecord> CLASSES =
            new SealedArtifact<>("classes.json", ClassScoresRecord.class);

    /** The shares of the pairs of classes in the area under the ROC curve. */
    public static final SealedArtifact<ClassPairsRecord> CLASS_PAIRS =
            new SealedArtifact<>("class_pairs.json", ClassPairsRecord.class);

    /** The neighbours of the points that figures of embeddings show. */
    public static final SealedArtifact<PointsRecord> POINTS = new SealedArtifact<>("points.json", PointsRecord.class);

    /**
     * Writes the record of a trial and replaces an older one.
     *
     * @param run a run
     * @param trial the id of the trial, which is ending
     * @param record the record
     * @throws ResultsException if it cannot be written
     */
    public void write(RunFolder run, String trial, R record) {
        Path path = run.artifacts(trial).resolve(file);
        try {
            AtomicFiles.replace(path, out -> out.write(SealedJson.seal(record)));
        } catch (IOException e) {
            throw ResultsException.cannotWrite(path, e);
        }
    }

    /**
     * {@return the record of a trial; empty if there is none}
     *
     * @param run a run
     * @param trial a trial's record
     * @throws ResultsException if it is corrupted, listed by the trial's record but missing, or of another format
     */
    public Optional<R> read(RunFolder run, TrialRecord trial) {
        return Artifacts.named(run, trial, file).map(path -> SealedJson.open(Artifacts.intact(path, trial), type));
    }
}
