package org.metricloss.results.training.record;

import java.util.Optional;
import org.metricloss.results.record.Require;

/**
 * Wall time by phase, in seconds, each finite and at least 0.
 *
 * @param data drawing and loading batches; if threads beside the training prepare them, the seconds that the step waited
 * @param step training steps
 * @param evaluation embedding and measuring held-out data
 * @param preparation the seconds that threads beside the training took to read and augment images, added up over the
 *     threads; empty if there were none, and in records of older versions
 */
public record PhaseSeconds(double data, double step, double evaluation, Optional<Double> preparation) {
    /** @throws IllegalArgumentException if a component is negative, NaN or infinite */
    public PhaseSeconds {
        Require.finiteNotNegative("data seconds", data);
        Require.finiteNotNegative("step seconds", step);
        Require.finiteNotNegative("evaluation seconds", evaluation);
        Require.present("preparation", preparation)
                .ifPresent(seconds -> Require.finiteNotNegative("preparation seconds", seconds));
    }

    /** Creates the seconds of a training without threads beside it. */
    public PhaseSeconds(double data, double step, double evaluation) {
        this(data, step, evaluation, Optional.empty());
    }

    /** {@return the seconds of training: data and steps, evaluation not counted} */
    public double training() {
        return data + step;
    }
}
