package org.metricloss.experiments.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.experiments.embeddings.ProjectorExport;
import org.metricloss.formats.GrowingFile;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Exports a run's trials for TensorBoard. Each trial has a folder {@code <name>/<time>-<hash>/<trial>}, whose first
 * parts are named like the run's own folder. It holds an event file with scalars by epoch and histograms of distances,
 * and the tested embeddings in the projector's format. A trial's folder has only one event file, named after the time
 * of the run's creation, because TensorBoard merges all event files in a folder.
 */
public final class TensorBoardExport {
    private final RunFolder run;
    private final Path ofRun;
    private final Function<String, Distance> distances;
    private final double created;

    /**
     * Creates the export; nothing is written yet.
     *
     * @param run a run
     * @param folder the folder for {@code tensorboard --logdir}; it is created if it does not exist
     * @param distances the distance by which the embeddings of a trial are compared, by its id
     */
    public TensorBoardExport(RunFolder run, Path folder, Function<String, Distance> distances) {
        this.run = run;
        this.ofRun = folder.resolve(run.manifest().name())
                .resolve(run.path().toAbsolutePath().normalize().getFileName().toString());
        this.distances = distances;
        this.created = Instant.parse(run.manifest().created()).toEpochMilli() / 1e3;
    }

    /** {@return the events of a trial, which are empty at first} */
    TrialEvents begin(String trial) {
        return new TrialEvents(run, trial, distances.apply(trial), created);
    }

    /**
     * Writes a trial and replaces the output of an earlier call for it. A failed trial is written up to its failure.
     * Several threads may write different trials at the same time.
     *
     * @param trial an ended trial of the run
     * @return one line for each artifact that was left out because it is damaged or missing
     * @throws ResultsException if it cannot be written
     */
    public List<String> write(TrialRecord trial) {
        TrialEvents events = begin(trial.id());
        events.finish(trial);
        write(events);
        Set<String> leftOut = new LinkedHashSet<>(events.leftOut());
        leftOut.addAll(ProjectorExport.write(run, List.of(trial), ofRun.resolve(trial.id())));
        return List.copyOf(leftOut);
    }

    /**
     * Writes a trial's event file. Events that the file lacks are appended, so that an open TensorBoard continues to
     * read it. A file that does not begin with the same events is replaced.
     *
     * @throws ResultsException if it cannot be written
     */
    void write(TrialEvents trial) {
        Path ofTrial = ofRun.resolve(trial.trial());
        // TensorBoard reads files whose name contains tfevents.
        Path file = ofTrial.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.metricloss", (long) created));
        try {
            Files.createDirectories(ofTrial);
            GrowingFile.write(file, trial.bytes());
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(ofTrial, failed);
        }
    }
}
