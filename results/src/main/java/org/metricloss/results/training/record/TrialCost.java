package org.metricloss.results.training.record;

import java.util.Optional;
import java.util.OptionalDouble;
import org.metricloss.results.record.Require;

/**
 * The cost of a trial.
 *
 * @param steps training steps, at least 0
 * @param samplesSeen samples that went through training steps, repeats counted, at least 0
 * @param tuplesConsidered pairs or triplets that the objective compared in all steps, at least 0; 0 for losses without
 *     tuples
 * @param tuplesActive the considered tuples with a loss above 0, at least 0
 * @param seconds wall time by phase
 * @param wallSeconds wall time from the trial's start to its end, start-up included, over all processes that ran it;
 *     finite, at least 0
 * @param peakMemoryBytes the most memory that the trial's process held, read only if the process ran nothing else;
 *     above 0
 * @param sideBySide whether other trials ran beside it, so that it did not have the machine alone
 * @param hostBytesPerStep the mean of the bytes that host functions copied between a GPU and the host in one step; empty on the
 *     processor, where nothing is copied, and in records of older versions
 */
public record TrialCost(
        long steps,
        long samplesSeen,
        long tuplesConsidered,
        long tuplesActive,
        PhaseSeconds seconds,
        double wallSeconds,
        Optional<Long> peakMemoryBytes,
        boolean sideBySide,
        Optional<Long> hostBytesPerStep) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public TrialCost {
        Require.atLeast(0, "steps", steps);
        Require.atLeast(0, "samplesSeen", samplesSeen);
        Require.atLeast(0, "tuplesConsidered", tuplesConsidered);
        Require.atLeast(0, "tuplesActive", tuplesActive);
        Require.present("seconds", seconds);
        Require.finiteNotNegative("wallSeconds", wallSeconds);
        Require.present("peakMemoryBytes", peakMemoryBytes);
        peakMemoryBytes.ifPresent(bytes -> Require.atLeast(1, "peakMemoryBytes", bytes));
        Require.present("hostBytesPerStep", hostBytesPerStep);
        hostBytesPerStep.ifPresent(bytes -> Require.atLeast(0, "hostBytesPerStep", bytes));
    }

    /** Creates the cost of a trial on the processor. */
    public TrialCost(
            long steps,
            long samplesSeen,
            long tuplesConsidered,
            long tuplesActive,
            PhaseSeconds seconds,
            double wallSeconds,
            Optional<Long> peakMemoryBytes,
            boolean sideBySide) {
        this(
                steps,
                samplesSeen,
                tuplesConsidered,
                tuplesActive,
                seconds,
                wallSeconds,
                peakMemoryBytes,
                sideBySide,
                Optional.empty());
    }

    /** Creates the cost of a trial that ran alone in a process whose memory was not read. */
    public TrialCost(
            long steps,
            long samplesSeen,
            long tuplesConsidered,
            long tuplesActive,
            PhaseSeconds seconds,
            double wallSeconds) {
        this(steps, samplesSeen, tuplesConsidered, tuplesActive, seconds, wallSeconds, Optional.empty(), false);
    }

    /** {@return samples seen per second of data and step time, evaluation not counted; empty if that time is 0} */
    public OptionalDouble samplesPerSecond() {
        double training = seconds.training();
        return training > 0 ? OptionalDouble.of(samplesSeen / training) : OptionalDouble.empty();
    }
}
