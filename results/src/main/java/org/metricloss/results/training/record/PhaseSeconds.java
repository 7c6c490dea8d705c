package org.metricloss.results.training.record;

import org.metricloss.results.record.Require;

/**
 * Wall time by phase, in seconds, each finite and at least 0.
 *
 * @param data drawing and loading batches
 * @param step training steps
 * @param evaluation embedding and measuring held-out data
 */
public record PhaseSeconds(double data, double step, double evaluation) {
    /** @throws IllegalArgumentException if a component is negative, NaN or infinite */
    public PhaseSeconds {
        Require.finiteNotNegative("data seconds", data);
        Require.finiteNotNegative("step seconds", step);
        Require.finiteNotNegative("evaluation seconds", evaluation);
    }

    /** {@return the seconds of training: data and steps, evaluation not counted} */
    public double training() {
        return data + step;
    }
}
