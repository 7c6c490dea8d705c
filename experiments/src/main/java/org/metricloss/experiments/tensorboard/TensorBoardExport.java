package org.metricloss.experiments.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.experiments.embeddings.ProjectorExport;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.record.ValidationPoint;
import org.metricloss.results.store.Artifacts;
import org.metricloss.results.store.AtomicFiles;
import org.metricloss.results.store.NpyArray;
import org.metricloss.results.store.Npz;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * A run's trials as TensorBoard shows them, a folder {@code <name>/<time>-<hash>/<trial>} for each, named as the run's own is: an
 * event file with scalars by epoch and histograms of distances, and the tested embeddings in the projector's form. An epoch is a
 * step; the time of an event is the run's creation and what the trial's clock had measured by then, so that the same record gives
 * the same bytes. A trial's folder has one event file, whose name is the run's creation: TensorBoard adds up those that it finds.
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

    /**
     * Writes a trial, one that failed as far as it came, in place of what an earlier call wrote of it. Several threads may write
     * trials, each another.
     *
     * @param trial an ended trial of the run
     * @throws ResultsException if it cannot be written or an artifact cannot be read
     */
    public void write(TrialRecord trial) {
        Path ofTrial = ofRun.resolve(trial.id());
        try {
            Files.createDirectories(ofTrial);
            byte[] events = events(trial);
            AtomicFiles.replace(ofTrial.resolve(fileName()), out -> out.write(events));
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(ofTrial, failed);
        }
        ProjectorExport.write(run, List.of(trial), ofTrial, classNames);
    }

    /** TensorBoard takes files whose name holds {@code tfevents}. */
    private String fileName() {
        return String.format(Locale.ROOT, "events.out.tfevents.%010d.metricloss", (long) created);
    }

    private byte[] events(TrialRecord trial) {
        EventFile file = new EventFile(created);
        NavigableMap<Integer, Path> artifacts = Artifacts.byEpoch(run, trial.id());
        // Of the measurements within an epoch the last stands for it.
        Map<Integer, ValidationPoint> validated = new TreeMap<>();
        trial.training().validation().forEach(point -> validated.put(point.epoch(), point));
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
            if (validated.containsKey(epoch)) {
                measures(
                        file, time, epoch, "validation", validated.remove(epoch).measures());
            }
        }
        // Of an epoch that broke off, which has no record.
        for (ValidationPoint point : validated.values()) {
            measures(file, time, point.epoch(), "validation", point.measures());
        }
        int tested = trial.training().testedPoint().map(ValidationPoint::epoch).orElse(epoch);
        String part = trial.setup().tuningStep().isPresent() ? "fold" : "test";
        measures(file, time, tested, part, trial.measures());
        return file.bytes();
    }

    private static void measures(EventFile file, double time, int epoch, String part, Map<String, Double> measures) {
        measures.forEach((name, value) -> file.scalar(time, epoch, part + "/" + name, value));
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
