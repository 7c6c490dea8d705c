package org.metricloss.experiments.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.IntFunction;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.experiments.embeddings.ProjectorExport;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.store.Artifacts;
import org.metricloss.results.store.AtomicFiles;
import org.metricloss.results.store.NpyArray;
import org.metricloss.results.store.Npz;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * A run's trials as TensorBoard shows them, a folder {@code <run>/<trial>} for each: an event file with scalars by epoch and
 * histograms of distances, and the last embeddings in the projector's form. An epoch is a step; the time of an event is the
 * run's creation and what the trial's clock had measured by then, so that the same records give the same bytes.
 */
public final class TensorBoardExport {
    private final RunFolder run;
    private final Distance distance;
    private final double created;

    private TensorBoardExport(RunFolder run, Distance distance) {
        this.run = run;
        this.distance = distance;
        this.created = Instant.parse(run.manifest().created()).toEpochMilli() / 1e3;
    }

    /**
     * Writes all ended trials, those that failed as far as they came, in place of what an earlier call wrote of the run.
     *
     * @param run a run
     * @param folder what {@code tensorboard --logdir} is given; made where it is not there
     * @param distance in which the run compares embeddings
     * @param classNames the name of each label
     * @throws ResultsException if it cannot be written or an artifact cannot be read
     */
    public static void write(RunFolder run, Path folder, Distance distance, IntFunction<String> classNames) {
        TensorBoardExport export = new TensorBoardExport(run, distance);
        Path ofRun = folder.resolve(
                run.path().toAbsolutePath().normalize().getFileName().toString());
        for (TrialRecord trial : run.trials()) {
            Path ofTrial = ofRun.resolve(trial.id());
            try {
                Files.createDirectories(ofTrial);
                byte[] events = export.events(trial);
                AtomicFiles.replace(ofTrial.resolve(export.fileName()), out -> out.write(events));
            } catch (IOException failed) {
                throw ResultsException.cannotWrite(ofTrial, failed);
            }
            ProjectorExport.write(run, List.of(trial), ofTrial, classNames);
        }
    }

    /** TensorBoard takes files whose name holds {@code tfevents}. */
    private String fileName() {
        return String.format(Locale.ROOT, "events.out.tfevents.%010d.metricloss", (long) created);
    }

    private byte[] events(TrialRecord trial) {
        EventFile file = new EventFile(created);
        NavigableMap<Integer, Path> artifacts = Artifacts.byEpoch(run, trial.id());
        double time = created;
        int epoch = 0;
        for (EpochRecord record : trial.epochs()) {
            epoch = record.epoch();
            time += record.seconds().data()
                    + record.seconds().step()
                    + record.seconds().evaluation();
            scalars(file, time, record);
            if (artifacts.containsKey(epoch)) {
                distances(file, time, epoch, artifacts.get(epoch));
            }
        }
        for (Map.Entry<String, Double> measure : trial.measures().entrySet()) {
            file.scalar(time, epoch, "measures/" + measure.getKey(), measure.getValue());
        }
        return file.bytes();
    }

    private static void scalars(EventFile file, double time, EpochRecord record) {
        int epoch = record.epoch();
        file.scalar(time, epoch, "loss/objective", record.loss());
        record.termLosses().forEach((term, loss) -> file.scalar(time, epoch, "loss/" + term, loss));
        record.diagnostics().forEach((name, value) -> file.scalar(time, epoch, "diagnostics/" + name, value));
        file.scalar(time, epoch, "seconds/data", record.seconds().data());
        file.scalar(time, epoch, "seconds/step", record.seconds().step());
        file.scalar(time, epoch, "seconds/evaluation", record.seconds().evaluation());
        file.scalar(time, epoch, "samples", record.samples());
    }

    private void distances(EventFile file, double time, int epoch, Path artifact) {
        Map<String, NpyArray> arrays = Npz.read(artifact);
        NpyArray embeddings = arrays.get("testEmbeddings");
        DistanceHistograms histograms = DistanceHistograms.of(
                embeddings.floats(),
                embeddings.shape()[1],
                arrays.get("testLabels").ints(),
                distance);
        file.histogram(time, epoch, "distances/positive", histograms.positive());
        file.histogram(time, epoch, "distances/negative", histograms.negative());
    }
}
