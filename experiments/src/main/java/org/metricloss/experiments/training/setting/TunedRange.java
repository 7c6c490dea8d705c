package org.metricloss.experiments.training.setting;

import java.util.Optional;

/**
 * One setting that is tuned, and the values it may have.
 *
 * @param path the setting as {@code --set} names it, such as {@code optimizer.learningRate} or {@code
 *     objectives.triplet.0.margin}
 * @param objective the objective that it belongs to; empty if it applies to every objective
 * @param values the values
 */
public record TunedRange(String path, Optional<String> objective, TunedValues values) {
    /** {@return whether the setting applies to that objective} */
    boolean isOf(String name) {
        return objective.isEmpty() || objective.get().equals(name);
    }
}
