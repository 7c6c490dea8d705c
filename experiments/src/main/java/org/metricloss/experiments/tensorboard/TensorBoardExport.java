package org.metricloss.experiments.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.experiments.embeddings.ProjectorExport;
import org.metricloss.formats.GrowingFile;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * A run's trials as TensorBoard shows them. Each has a folder {@code <name>/<time>-<hash>/<trial>}, named like the run's own, with
 * an event file of scalars by epoch and histograms of distances, and the tested embeddings in the projector's format. A trial's
 * folder has only one event file, named after the run's creation, because TensorBoard adds up all files that it finds.
 */
public final class TensorBoardExport {
    private final RunFolder run;
    private final Path ofRun;
    private final Distance distance;
    private final IntFunction<String> classNames;
    private final double created;

    /**
     * @param run a run
     * @param folder what {@code tensorboard --logdir} is given; made where it is not there
     * @param distance in which the run compares embeddings
     * @param classNames the name of each label
     */
    public TensorBoardExport(RunFolder run, Path folder, Distance distance, IntFunction<String> classNames) {
        this.run = run;
        this.ofRun = folder.resolve(run.manifest().name())
                .resolve(run.path().toAbsolutePath().normalize().getFileName().toString());
        this.distance = distance;
        this.classNames = classNames;
        this.created = Instant.parse(run.manifest().created()).toEpochMilli() / 1e3;
    }

    /** {@return the events of a trial, none yet} */
    TrialEvents begin(String trial) {
        return new TrialEvents(run, trial, distance, created);
    }

    /**
     * Writes a trial in place of what an earlier call wrote of it; a trial that failed is written as far as it got. Several threads
     * may write different trials.
     *
     * @param trial an ended trial of the run
     * @throws ResultsException if it cannot be written or an artifact cannot be read
     */
    public void write(TrialRecord trial) {
        TrialEvents events = begin(trial.id());
        events.finish(trial);
        write(events);
        ProjectorExport.write(run, List.of(trial), ofRun.resolve(trial.id()), classNames);
    }

    /**
     * Writes a trial's event file. Events that the file lacks are appended, which an open TensorBoard continues to read; a file that
     * does not begin with the same events is replaced.
     *
     * @throws ResultsException if it cannot be written
     */
    void write(TrialEvents trial) {
        Path ofTrial = ofRun.resolve(trial.trial());
        // TensorBoard takes files whose name holds tfevents.
        Path file = ofTrial.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.metricloss", (long) created));
        try {
            Files.createDirectories(ofTrial);
            GrowingFile.write(file, trial.bytes());
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(ofTrial, failed);
        }
    }
}
