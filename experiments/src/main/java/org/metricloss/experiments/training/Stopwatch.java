package org.metricloss.experiments.training;

import java.util.Optional;
import org.metricloss.results.training.record.PhaseSeconds;

/** Wall time by phase, on the monotonic clock. One phase runs at a time. */
public final class Stopwatch {
    /** The phases of training. */
    public enum Phase {
        /** Choosing samples and laying out their pixels, or waiting for threads that do so. */
        DATA,
        /** Training: forward, loss, backward, update. */
        STEP,
        /** Embedding held-out data, measures, artifacts. */
        EVALUATION
    }

    private final long[] nanos = new long[Phase.values().length];
    private long preparedNanos;
    private long since;

    /** {@return a watch that starts with these booked times} */
    static Stopwatch of(PhaseSeconds booked) {
        Stopwatch watch = new Stopwatch();
        watch.nanos[Phase.DATA.ordinal()] = nanos(booked.data());
        watch.nanos[Phase.STEP.ordinal()] = nanos(booked.step());
        watch.nanos[Phase.EVALUATION.ordinal()] = nanos(booked.evaluation());
        watch.preparedNanos = booked.preparation().map(Stopwatch::nanos).orElse(0L);
        return watch;
    }

    /** Adds time that threads beside the training took to prepare batches. It belongs to no phase. */
    void prepared(long threadNanos) {
        preparedNanos += threadNanos;
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }

    /** Starts timing. It may be called again to leave out the time since the last booking. */
    public void start() {
        since = System.nanoTime();
    }

    /** Books the time since the last call of this method or {@link #start} under a phase. */
    public void book(Phase phase) {
        long now = System.nanoTime();
        nanos[phase.ordinal()] += now - since;
        since = now;
    }

    /** {@return the seconds booked so far} */
    public PhaseSeconds seconds() {
        return new PhaseSeconds(
                seconds(Phase.DATA),
                seconds(Phase.STEP),
                seconds(Phase.EVALUATION),
                preparedNanos > 0 ? Optional.of(preparedNanos * 1e-9) : Optional.empty());
    }

    /** {@return a copy of the current state, for {@link #secondsSince}} */
    Stopwatch copy() {
        Stopwatch copy = new Stopwatch();
        System.arraycopy(nanos, 0, copy.nanos, 0, nanos.length);
        copy.preparedNanos = preparedNanos;
        return copy;
    }

    /** {@return the seconds booked since an earlier copy was taken} */
    PhaseSeconds secondsSince(Stopwatch earlier) {
        Stopwatch difference = copy();
        for (int i = 0; i < nanos.length; i++) {
            difference.nanos[i] -= earlier.nanos[i];
        }
        difference.preparedNanos -= earlier.preparedNanos;
        return difference.seconds();
    }

    private double seconds(Phase phase) {
        return nanos[phase.ordinal()] * 1e-9;
    }
}
