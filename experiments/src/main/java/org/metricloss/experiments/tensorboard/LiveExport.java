package org.metricloss.experiments.tensorboard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.metricloss.experiments.training.EpochListener;
import org.metricloss.experiments.training.Plan;
import org.metricloss.formats.UserException;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * Exports the trials of a run that goes on: of the one that this process trains each epoch as it ends, and trials of whatever
 * process whole as soon as they have ended, of which several threads may tell. What cannot be written stops no trial: it is
 * logged, and tried again at the end of the epoch, of the trial and of the run.
 */
public final class LiveExport implements EpochListener, Consumer<TrialRecord> {
    private static final System.Logger LOGGER = System.getLogger(LiveExport.class.getName());

    private final TensorBoardExport export;
    private final Queue<TrialRecord> left = new ConcurrentLinkedQueue<>();
    private Optional<TrialEvents> training = Optional.empty();

    /**
     * @param plan what runs
     * @param run its folder
     * @param folder what {@code tensorboard --logdir} is given
     */
    public LiveExport(Plan plan, RunFolder run, Path folder) {
        export = new TensorBoardExport(run, folder, plan.distance(), plan.classNames()::get);
    }

    /**
     * {@return what a process that trains tells of each epoch}
     *
     * @param plan what runs
     * @param run its folder
     * @param folder what {@code tensorboard --logdir} is given, if anything
     */
    public static EpochListener ofEpochs(Plan plan, RunFolder run, Optional<Path> folder) {
        return folder.<EpochListener>map(given -> new LiveExport(plan, run, given))
                .orElse(EpochListener.NONE);
    }

    @Override
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
            export.write(ended);
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
     * @throws ResultsException if one still cannot
     */
    public void finish() {
        left.forEach(export::write);
    }
}
