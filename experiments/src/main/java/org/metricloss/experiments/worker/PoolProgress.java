package org.metricloss.experiments.worker;

import java.util.HashMap;
import java.util.Map;
import org.metricloss.experiments.run.Progress;

/** What workers tell of their trials as one progress: trial by trial where one runs at a time, else of all together. */
final class PoolProgress implements AutoCloseable {
    private final Progress progress;
    private final long stepsPerTrial;
    private final int trials;
    private final boolean together;
    private final Map<String, Long> told = new HashMap<>();
    private int begun;

    PoolProgress(Progress progress, long stepsPerTrial, int trials, int lanes) {
        this.progress = progress;
        this.stepsPerTrial = stepsPerTrial;
        this.trials = trials;
        this.together = lanes > 1;
        if (together) {
            long steps = stepsPerTrial == Progress.UNKNOWN ? Progress.UNKNOWN : stepsPerTrial * trials;
            progress.trialStarted("%s trials on %s workers".formatted(trials, lanes), 1, 1, steps);
        }
    }

    synchronized void started(String trial) {
        begun++;
        told.put(trial, 0L);
        if (!together) {
            progress.trialStarted(trial, begun, trials, stepsPerTrial);
        }
    }

    /** Steps are counted from 0 again where a trial is tried again: what was told stays told. */
    synchronized void steps(String trial, long steps, double loss) {
        for (long step = told.get(trial); step < steps; step++) {
            progress.stepDone(loss);
        }
        told.merge(trial, steps, Math::max);
    }

    synchronized void ended(String trial) {
        told.remove(trial);
        if (!together) {
            progress.trialEnded();
        }
    }

    @Override
    public synchronized void close() {
        if (together || !told.isEmpty()) {
            progress.trialEnded();
        }
    }
}
