package org.metricloss.experiments.training;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Sha256;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Checkpoints;
import org.metricloss.results.training.artifact.Checkpoints.Checkpoint;

/** Writes a trial's checkpoints during training, and restores the trial from the last one. */
final class CheckpointSaver {
    private static final System.Logger LOGGER = System.getLogger(CheckpointSaver.class.getName());
    private static final String WEIGHTS = "weights.";
    private static final String OPTIMIZER = "optimizer.";
    private static final String KEPT = "kept.";

    private final String trial;
    private final String experiment;
    private final Checkpoints checkpoints;
    private final long everyNanos;
    private long lastNanos = System.nanoTime();

    /** @param every the longest time between two checkpoints; 0 writes one after every step */
    CheckpointSaver(RunFolder folder, Trial trial, Duration every) {
        this.trial = trial.id();
        this.experiment = experimentSha256(folder, trial);
        this.checkpoints = new Checkpoints(folder, trial.id(), experiment);
        this.everyNanos = every.toNanos();
    }

    /** Tuning gives a trial its setting, and another one if trials on which the choice depends are run again. */
    private static String experimentSha256(RunFolder folder, Trial trial) {
        String ofRun = folder.manifest().experimentSha256();
        return trial.tuned()
                .map(tuned -> Sha256.of(ofRun + "\n" + tuned.values()))
                .orElse(ofRun);
    }

    /**
     * Restores a session and its ledger from the last complete checkpoint, if there is one.
     *
     * @param session freshly opened
     * @param ledger empty
     */
    void resume(TrainingSession session, Ledger ledger) {
        Optional<Checkpoint> latest = checkpoints.latest(
                refused -> LOGGER.log(System.Logger.Level.WARNING, "checkpoint passed over: {0}", refused));
        latest.ifPresent(checkpoint -> {
            try {
                // The checkpoint is first applied to a scratch ledger: an invalid checkpoint must change neither
                // session nor ledger.
                new Ledger(false, false).resume(checkpoint.record(), Optional.empty());
                session.resume(state(checkpoint));
                ledger.resume(checkpoint.record(), kept(checkpoint));
            } catch (IllegalArgumentException misfit) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "checkpoint of {0} skipped because it does not fit: {1}",
                        trial,
                        misfit.getMessage());
            }
        });
        if (ledger.epochsDone() == 0 && ledger.stepsOfEpoch() == 0) {
            // Refused ones may be of later epochs than those of this attempt, which would be deleted in their place.
            checkpoints.deleteAll();
        }
    }

    /**
     * {@return the same listener, which also counts the step and takes a checkpoint when one is due}
     *
     * @param stepDone receives the loss of every step
     */
    DoubleConsumer watching(DoubleConsumer stepDone, TrainingSession session, Ledger ledger) {
        return loss -> {
            stepDone.accept(loss);
            ledger.stepTaken();
            if (Double.isFinite(loss) && System.nanoTime() - lastNanos >= everyNanos) {
                write(session.state(), ledger);
                // The time of a checkpoint is not counted: it is not part of the measured training.
                ledger.watch().start();
                lastNanos = System.nanoTime();
            }
        };
    }

    private void write(TrainingState state, Ledger ledger) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        Weights weights = state.weights();
        weights.names().forEach(name -> arrays.put(WEIGHTS + name, array(weights.get(name))));
        ledger.kept().ifPresent(kept -> kept.names().forEach(name -> arrays.put(KEPT + name, array(kept.get(name)))));
        state.optimizer().forEach((name, gathered) -> arrays.put(OPTIMIZER + name, array(gathered)));
        checkpoints.write(arrays, sha256 -> ledger.checkpoint(trial, experiment, state.steps(), sha256));
    }

    private static NpyArray array(FloatArray array) {
        return NpyArray.of(array.toArray(), array.shape().toArray());
    }

    private static TrainingState state(Checkpoint checkpoint) {
        return new TrainingState(
                Weights.of(arrays(checkpoint, WEIGHTS)),
                arrays(checkpoint, OPTIMIZER),
                checkpoint.record().optimizerSteps());
    }

    private static Optional<Weights> kept(Checkpoint checkpoint) {
        return Optional.of(arrays(checkpoint, KEPT))
                .filter(arrays -> !arrays.isEmpty())
                .map(Weights::of);
    }

    /** Returns the arrays whose names begin with the prefix, under their names without the prefix. */
    private static Map<String, FloatArray> arrays(Checkpoint checkpoint, String prefix) {
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        checkpoint.arrays().forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                arrays.put(name.substring(prefix.length()), FloatArray.of(Shape.of(array.shape()), array.floats()));
            }
        });
        return arrays;
    }

    /** Deletes the trial's checkpoints, which are not needed once its record is written. */
    void delete() {
        checkpoints.deleteAll();
    }
}
