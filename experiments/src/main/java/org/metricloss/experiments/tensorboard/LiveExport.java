package org.metricloss.experiments.tensorboard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.metricloss.base.UserException;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * Exports the trials of a run while it runs. Each epoch of the trial that this process trains is written when the epoch
 * ends, and a trial of any process is written when the trial ends. Several threads may report ended trials. A failed
 * write does not stop a trial: it is logged, and retried at the end of the epoch, of the trial and of the run.
 */
public final class LiveExport implements Consumer<TrialRecord> {
    private static final System.Logger LOGGER = System.getLogger(LiveExport.class.getName());

    private final TensorBoardExport export;
    private final Queue<TrialRecord> left = new ConcurrentLinkedQueue<>();
    private Optional<TrialEvents> training = Optional.empty();

    /**
     * Creates the export; nothing is written yet.
     *
     * @param run a run's folder
     * @param folder the folder for {@code tensorboard --logdir}
     * @param distances the distance by which the embeddings of a trial are compared, by its id
     */
    public LiveExport(RunFolder run, Path folder, Function<String, Distance> distances) {
        export = new TensorBoardExport(run, folder, distances);
    }

    /**
     * Writes the epochs of the trial that this process trains. A failed write is logged and retried.
     *
     * @param trial its id
     * @param epochs all epochs that have ended, in order
     * @param validation the measures of the validation part so far
     */
    public void epochEnded(String trial, List<EpochRecord> epochs, List<ValidationPoint> validation) {
        TrialEvents events = training.filter(begun -> begun.trial().equals(trial) && begun.epochs() < epochs.size())
                .orElseGet(() -> export.begin(trial));
        training = Optional.of(events);
        try {
            events.add(epochs, validation);
            export.write(events);
        } catch (UserException failed) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "TensorBoard does not show epoch {0} of {1} yet: {2}",
                    epochs.size(),
                    trial,
                    failed.getMessage());
        }
    }

    @Override
    public void accept(TrialRecord ended) {
        try {
            export.write(ended).forEach(line -> LOGGER.log(System.Logger.Level.WARNING, line));
        } catch (UserException failed) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "TensorBoard does not show {0} before the run ends: {1}",
                    ended.id(),
                    failed.getMessage());
            left.add(ended);
        }
    }

    /**
     * Writes the trials that could not be written before.
     *
     * @throws ResultsException if a trial still cannot be written
     */
    public void finish() {
        left.forEach(export::write);
    }
}
