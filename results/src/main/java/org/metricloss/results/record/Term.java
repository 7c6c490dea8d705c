package org.metricloss.results.record;

import java.util.Map;

/**
 * One term of an objective: weight times loss.
 *
 * @param loss the id of the loss, such as {@code center}
 * @param weight the factor of the loss, finite
 * @param hyperparameters all resolved hyperparameters, defaults included, in declared order
 */
public record Term(String loss, double weight, Map<String, String> hyperparameters) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public Term {
        Require.text("loss", loss);
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("weight must be finite, got " + weight);
        }
        hyperparameters = Require.map("hyperparameters", hyperparameters);
    }
}
