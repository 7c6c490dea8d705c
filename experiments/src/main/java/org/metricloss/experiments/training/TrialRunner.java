package org.metricloss.experiments.training;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.engine.EngineMemoryException;
import org.metricloss.experiments.work.ItemRunner;
import org.metricloss.experiments.work.Progress;
import org.metricloss.experiments.work.Reason;
import org.metricloss.formats.FileException;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrainingRecord;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Runs one trial: trains, embeds the held-out data, evaluates, and writes the record. A trial that has checkpoints resumes from
 * the last one.
 */
final class TrialRunner implements ItemRunner {
    private static final System.Logger LOGGER = System.getLogger(TrialRunner.class.getName());

    private final Plan plan;
    private final RunFolder folder;
    private final Progress progress;
    private final EpochListener listener;
    private final Duration checkpointEvery;
    private final Set<String> warm = new HashSet<>();

    /**
     * @param plan the plan of the trials
     * @param folder the run folder for records, artifacts and checkpoints
     * @param progress receives every step
     * @param listener receives every epoch
     * @param checkpointEvery the longest time between two checkpoints; 0 writes one after every step
     */
    TrialRunner(Plan plan, RunFolder folder, Progress progress, EpochListener listener, Duration checkpointEvery) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.listener = listener;
        this.checkpointEvery = checkpointEvery;
    }

    @Override
    public TrialRecord run(String id, boolean sideBySide, boolean measureMemory, List<String> lostAttempts) {
        Trial trial = plan.trial(id, folder);
        Ledger ledger = new Ledger(sideBySide, measureMemory);
        CheckpointSaver saver = new CheckpointSaver(folder, trial, checkpointEvery);
        TrialRecord record = run(trial, ledger, saver);
        if (!record.isFinished() && ledger.steps() == 0 && ledger.epochs().isEmpty()) {
            // It failed before it could go on with what an earlier attempt had left.
            Artifacts.discardAfter(folder, id, 0, false);
        }
        record = record.with(Artifacts.recorded(folder, id), lostAttempts, RanOn.here());
        folder.write(record);
        saver.delete();
        return record;
    }

    private TrialRecord run(Trial trial, Ledger ledger, CheckpointSaver saver) {
        try {
            TrialTraining.Outcome trained =
                    TrialTraining.run(plan, folder, trial, ledger, saver, progress::stepDone, listener);
            // The cost is taken before the setup, whose hashes are not part of the trial's time.
            TrialCost cost = ledger.cost();
            TrainingRecord training = training(ledger, Optional.of(trained.stop()), trained.tested());
            EpochRecord tested = ledger.tested(trained.tested());
            if (tested.isCollapsed()) {
                return TrialRecord.unfinished(
                        trial.id(),
                        plan.setup(trial),
                        TrialStatus.COLLAPSED,
                        "the embeddings fell into one point by the end of epoch %s, whose mean loss is %s"
                                .formatted(tested.epoch(), NumberText.cost(tested.loss())),
                        cost,
                        ledger.epochs(),
                        training,
                        trained.measures());
            }
            return TrialRecord.finished(
                    trial.id(), plan.setup(trial), cost, ledger.epochs(), training, trained.measures());
        } catch (DivergedException diverged) {
            return unfinished(trial, TrialStatus.DIVERGED, diverged.getMessage(), ledger);
        } catch (MisfitException misfit) {
            return unfinished(trial, TrialStatus.FAILED, misfit.getMessage(), ledger);
        } catch (OutOfMemoryError | EngineMemoryException memory) {
            return unfinished(trial, TrialStatus.OUT_OF_MEMORY, Reason.logged(folder, trial.id(), memory), ledger);
        } catch (ResultsException | FileException unwritable) {
            throw unwritable;
        } catch (RuntimeException failed) {
            return unfinished(trial, TrialStatus.FAILED, Reason.logged(folder, trial.id(), failed), ledger);
        }
    }

    /**
     * Takes a few steps of a trial's objective on its engine, once per objective and engine, so that loading and
     * just-in-time compilation are not part of any trial's times. If the warm-up fails, the trial itself fails in the
     * same way, and its record states the reason.
     */
    @Override
    public void warmUp(String id) {
        if (!warm.add(plan.withoutSeed(id))) {
            return;
        }
        try {
            Probe.warmUp(plan, plan.trial(id, folder));
        } catch (RuntimeException | OutOfMemoryError failed) {
            LOGGER.log(System.Logger.Level.DEBUG, "warming up {0} failed: {1}", id, failed.getMessage());
        }
    }

    private TrialRecord unfinished(Trial trial, TrialStatus status, String why, Ledger ledger) {
        TrialCost cost = ledger.cost();
        return TrialRecord.unfinished(
                trial.id(),
                plan.setup(trial),
                status,
                why,
                cost,
                ledger.epochs(),
                training(ledger, Optional.empty(), Optional.empty()),
                Map.of());
    }

    private static TrainingRecord training(Ledger ledger, Optional<StopReason> stop, Optional<Integer> tested) {
        return new TrainingRecord(stop, ledger.validation(), tested);
    }
}
