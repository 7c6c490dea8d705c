package org.metricloss.core.engine;

import java.util.Map;

/**
 * An objective evaluated on given embeddings.
 *
 * @param result the value, terms and diagnostics
 * @param gradient the derivative of the objective's value with respect to the embeddings, [m, d]
 * @param stateGradients its derivative with respect to each learned state, by name in the objective
 * @param nextState the next value of each moved state, by name in the objective
 */
public record Evaluated(
        StepResult result,
        DoubleArray gradient,
        Map<String, DoubleArray> stateGradients,
        Map<String, DoubleArray> nextState) {
    /** Copies the maps. */
    public Evaluated {
        stateGradients = Map.copyOf(stateGradients);
        nextState = Map.copyOf(nextState);
    }
}
