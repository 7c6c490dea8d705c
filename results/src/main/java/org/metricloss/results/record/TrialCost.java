package org.metricloss.results.record;

import java.util.OptionalDouble;

/**
 * What a trial cost.
 *
 * @param steps training steps, at least 0
 * @param samplesSeen samples that went through training steps, repeats counted, at least 0
 * @param tuplesConsidered pairs or triplets that the objective compared in all steps, at least 0; 0 for losses without tuples
 * @param tuplesActive those of them with a loss above 0, at least 0
 * @param seconds wall time by phase
 * @param wallSeconds wall time from the trial's start to its end, start-up included; finite, at least 0
 */
public record TrialCost(
        long steps,
        long samplesSeen,
        long tuplesConsidered,
        long tuplesActive,
        PhaseSeconds seconds,
        double wallSeconds) {
    /** @throws IllegalArgumentException where a component is missing or not as described */
    public TrialCost {
        Require.atLeast(0, "steps", steps);
        Require.atLeast(0, "samplesSeen", samplesSeen);
        Require.atLeast(0, "tuplesConsidered", tuplesConsidered);
        Require.atLeast(0, "tuplesActive", tuplesActive);
        Require.present("seconds", seconds);
        Require.finiteNotNegative("wallSeconds", wallSeconds);
    }

    /** @return samples seen per second of data and step time, evaluation not counted; empty where that time is 0 */
    public OptionalDouble samplesPerSecond() {
        double training = seconds.data() + seconds.step();
        return training > 0 ? OptionalDouble.of(samplesSeen / training) : OptionalDouble.empty();
    }
}
