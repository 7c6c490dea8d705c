package org.metricloss.experiments.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.experiments.training.Stopwatch.Phase;
import org.metricloss.formats.NpyArray;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.WeightsArtifact;

/**
 * Stores a trial's weights after its first step and after each epoch if the run compares engines; otherwise does
 * nothing.
 */
final class KeptWeights {
    private final TrainingSession session;
    private final RunFolder folder;
    private final String trial;
    private final boolean wanted;

    KeptWeights(TrainingSession session, RunFolder folder, String trial, boolean wanted) {
        this.session = session;
        this.folder = folder;
        this.trial = trial;
        this.wanted = wanted;
    }

    /** Stores the weights after an epoch, counted from 1. */
    void epoch(int epoch) {
        if (wanted) {
            WeightsArtifact.writeEpoch(folder, trial, epoch, arrays());
        }
    }

    /**
     * {@return a listener for the first epoch of the trial, which also stores the weights after the first step}
     *
     * @param stepDone receives the loss of every step
     * @param watch books the time of storing weights as evaluation
     */
    DoubleConsumer watching(DoubleConsumer stepDone, Stopwatch watch) {
        return wanted ? new FirstStep(stepDone, watch) : stepDone;
    }

    private Map<String, NpyArray> arrays() {
        Weights weights = session.weights();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (String name : weights.names()) {
            FloatArray array = weights.get(name);
            arrays.put(
                    name.replace('.', '_'),
                    NpyArray.of(array.toArray(), array.shape().toArray()));
        }
        return arrays;
    }

    private final class FirstStep implements DoubleConsumer {
        private final DoubleConsumer stepDone;
        private final Stopwatch watch;
        private boolean kept;

        FirstStep(DoubleConsumer stepDone, Stopwatch watch) {
            this.stepDone = stepDone;
            this.watch = watch;
        }

        @Override
        public void accept(double loss) {
            if (!kept) {
                kept = true;
                WeightsArtifact.writeFirstStep(folder, trial, loss, arrays());
                watch.book(Phase.EVALUATION);
            }
            stepDone.accept(loss);
        }
    }
}
