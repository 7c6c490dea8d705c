package org.metricloss.results.record;

import java.util.Map;

/**
 * One epoch of a trial. Losses and diagnostics may be NaN or infinite: that is how divergence looks.
 *
 * @param epoch counted from 1
 * @param loss the objective's mean over the epoch's steps
 * @param termLosses the mean of each term before its weight, by loss id (numbered where an objective has one twice)
 * @param diagnostics other means of the epoch by name
 * @param seconds wall time by phase
 * @param samples samples seen in this epoch, at least 0
 */
public record EpochRecord(
        int epoch,
        double loss,
        Map<String, Double> termLosses,
        Map<String, Double> diagnostics,
        PhaseSeconds seconds,
        long samples) {
    /** @throws IllegalArgumentException where a component is missing or not as described */
    public EpochRecord {
        Require.atLeast(1, "epoch", epoch);
        termLosses = Require.map("termLosses", termLosses);
        diagnostics = Require.map("diagnostics", diagnostics);
        Require.present("seconds", seconds);
        Require.atLeast(0, "samples", samples);
    }
}
