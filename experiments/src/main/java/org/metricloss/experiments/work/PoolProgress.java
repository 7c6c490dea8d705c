package org.metricloss.experiments.work;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/**
 * Combines the progress of all workers. It shows each item separately if one item runs at a time, and otherwise all
 * items together.
 */
final class PoolProgress implements AutoCloseable {
    private final Progress progress;
    private final ToLongFunction<String> steps;
    private final int trials;
    private final boolean together;
    private final Map<String, Long> told = new HashMap<>();
    private int begun;

    /**
     * @param steps the steps of each trial, or {@link Progress#UNKNOWN}
     */
    PoolProgress(Progress progress, ToLongFunction<String> steps, List<String> trials, int lanes) {
        this.progress = progress;
        this.steps = steps;
        this.trials = trials.size();
        this.together = lanes > 1;
        if (together) {
            long[] each = trials.stream().mapToLong(steps).toArray();
            boolean known = LongStream.of(each).noneMatch(number -> number == Progress.UNKNOWN);
            long all = known ? LongStream.of(each).sum() : Progress.UNKNOWN;
            progress.trialStarted("%s trials on %s workers".formatted(trials.size(), lanes), 1, 1, all);
        }
    }

    synchronized void started(String trial) {
        begun++;
        told.put(trial, 0L);
        if (!together) {
            progress.trialStarted(trial, begun, trials, steps.applyAsLong(trial));
        }
    }

    /** Another attempt counts its steps from 0 again. Steps that were shown before are not shown again. */
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
