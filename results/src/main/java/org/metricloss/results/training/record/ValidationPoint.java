package org.metricloss.results.training.record;

import java.util.Map;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.Require;

/**
 * The results of a trial on its validation part after a number of steps.
 *
 * @param epoch the epoch of the last step, counted from 1
 * @param step how many steps were taken, over all epochs, at least 1
 * @param samples how many samples went through these steps, repeats counted
 * @param seconds how many seconds of training (data and steps) that took, evaluation not counted
 * @param measures the measures on the validation part by name, see {@link MeasureRecord}
 */
public record ValidationPoint(int epoch, long step, long samples, double seconds, Map<String, Double> measures) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public ValidationPoint {
        Require.atLeast(1, "epoch", epoch);
        Require.atLeast(1, "step", step);
        Require.atLeast(1, "samples", samples);
        Require.finiteNotNegative("seconds", seconds);
        measures = Require.map("measures", measures);
    }
}
