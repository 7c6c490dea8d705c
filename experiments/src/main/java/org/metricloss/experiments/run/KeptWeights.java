package org.metricloss.experiments.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.experiments.run.Stopwatch.Phase;
import org.metricloss.results.store.NpyArray;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.WeightsArtifact;

/** Keeps a trial's weights after its first step and after epochs, where the run compares engines; else does nothing. */
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

    /** Keeps the weights after an epoch, counted from 1. */
    void epoch(int epoch) {
        if (wanted) {
            WeightsArtifact.writeEpoch(folder, trial, epoch, arrays());
        }
    }

    /**
     * @param progress told of every step
     * @param watch the time that keeping takes is booked on it, as evaluation
     * @return the same for the epoch that begins the trial: it keeps the weights after the first step
     */
    Progress watching(Progress progress, Stopwatch watch) {
        return wanted ? new FirstStep(progress, watch) : progress;
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

    private final class FirstStep implements Progress {
        private final Progress progress;
        private final Stopwatch watch;
        private boolean kept;

        FirstStep(Progress progress, Stopwatch watch) {
            this.progress = progress;
            this.watch = watch;
        }

        @Override
        public void trialStarted(String id, int number, int trials, long steps) {
            progress.trialStarted(id, number, trials, steps);
        }

        @Override
        public void stepDone(double loss) {
            if (!kept) {
                kept = true;
                WeightsArtifact.writeFirstStep(folder, trial, loss, arrays());
                watch.book(Phase.EVALUATION);
            }
            progress.stepDone(loss);
        }

        @Override
        public void trialEnded() {
            progress.trialEnded();
        }
    }
}
