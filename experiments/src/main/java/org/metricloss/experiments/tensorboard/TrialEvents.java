package org.metricloss.experiments.tensorboard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.metricloss.base.UserException;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.EmbeddingArtifact;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * A trial's events, epoch by epoch. TensorBoard's step is the epoch. The time of an event is the time of the run's
 * creation plus the seconds that the trial's clock had measured by then. The same epochs therefore give the same bytes,
 * whether they are added one by one or together.
 */
final class TrialEvents {
    private final RunFolder run;
    private final String trial;
    private final Distance distance;
    private final EventFile file;
    private final List<String> leftOut = new ArrayList<>();
    private Optional<TrialRecord> record = Optional.empty();
    private double time;
    private int epoch;

    /**
     * @param run the trial's run
     * @param trial its id
     * @param distance the distance by which its embeddings are compared
     * @param created the time of the run's creation, in seconds since 1970
     */
    TrialEvents(RunFolder run, String trial, Distance distance, double created) {
        this.run = run;
        this.trial = trial;
        this.distance = distance;
        this.file = new EventFile(created);
        this.time = created;
    }

    String trial() {
        return trial;
    }

    /** {@return the number of epochs that were added} */
    int epochs() {
        return epoch;
    }

    /** {@return one line for each artifact that was left out because it is damaged or missing} */
    List<String> leftOut() {
        return leftOut;
    }

    byte[] bytes() {
        return file.bytes();
    }

    /**
     * Adds the epochs that have not been added yet.
     *
     * @param epochs all epochs of the trial so far
     * @param validation the measures of the validation part so far
     */
    void add(List<EpochRecord> epochs, List<ValidationPoint> validation) {
        NavigableMap<Integer, Path> artifacts =
                record.map(ended -> Artifacts.byEpoch(run, ended)).orElseGet(() -> Artifacts.byEpoch(run, trial));
        Map<Integer, ValidationPoint> validated = lastOfEachEpoch(validation);
        for (EpochRecord record : epochs.subList(epoch, epochs.size())) {
            epoch = record.epoch();
            time += record.seconds().data()
                    + record.seconds().step()
                    + record.seconds().evaluation();
            scalars(record);
            if (artifacts.containsKey(epoch)) {
                distances(artifacts.get(epoch));
            }
            if (validated.containsKey(epoch)) {
                measures(epoch, "validation", validated.get(epoch).measures());
            }
        }
    }

    /** Adds the remaining events of a trial that has ended. */
    void finish(TrialRecord ended) {
        record = Optional.of(ended);
        List<ValidationPoint> validation = ended.training().validation();
        add(ended.epochs(), validation);
        // These are the points of an epoch that ended early and has no record.
        for (ValidationPoint point :
                lastOfEachEpoch(validation).tailMap(epoch, false).values()) {
            measures(point.epoch(), "validation", point.measures());
        }
        int tested = ended.training().testedPoint().map(ValidationPoint::epoch).orElse(epoch);
        measures(tested, ended.setup().tuningStep().isPresent() ? "fold" : "test", ended.measures());
    }

    /** Returns the last validation point of each epoch. */
    private static NavigableMap<Integer, ValidationPoint> lastOfEachEpoch(List<ValidationPoint> points) {
        NavigableMap<Integer, ValidationPoint> last = new TreeMap<>();
        points.forEach(point -> last.put(point.epoch(), point));
        return last;
    }

    private void measures(int step, String part, Map<String, Double> measures) {
        measures.forEach((name, value) -> file.scalar(time, step, part + "/" + name, value));
    }

    private void scalars(EpochRecord record) {
        file.scalar(time, epoch, "loss/objective", record.loss());
        record.termLosses().forEach((term, loss) -> file.scalar(time, epoch, "loss/" + term, loss));
        record.diagnostics().forEach((name, value) -> file.scalar(time, epoch, "diagnostics/" + name, value));
        file.scalar(time, epoch, "seconds/data", record.seconds().data());
        file.scalar(time, epoch, "seconds/step", record.seconds().step());
        file.scalar(time, epoch, "seconds/evaluation", record.seconds().evaluation());
        file.scalar(time, epoch, "samples", record.samples());
    }

    private void distances(Path kept) {
        EmbeddingArtifact artifact;
        try {
            record.ifPresent(ended -> Artifacts.intact(kept, ended));
            artifact = new EmbeddingArtifact(kept);
        } catch (UserException damaged) {
            leftOut.add("left out: " + damaged.getMessage());
            return;
        }
        DistanceHistograms histograms = DistanceHistograms.of(
                artifact.embeddings("test"), artifact.dimension(), artifact.labels("test"), distance);
        file.histogram(time, epoch, "distances/positive", histograms.positive());
        file.histogram(time, epoch, "distances/negative", histograms.negative());
    }
}
