package org.metricloss.core.loss;

import org.metricloss.core.plugin.Spelling;

/** The phases of computing a loss, in their order. */
public enum LossPhase {
    /** Computing the distances that are compared, of pairs of embeddings or of listed tuples. */
    DISTANCES,
    /** Finding and selecting the tuples. */
    MINING,
    /**
     * Computing the value and the diagnostics. If a loss has its derivative by the distances in closed form, an engine
     * that executes operations immediately computes it in this phase; a graph computes it only for the gradient.
     */
    VALUE,
    /** Computing the derivatives by the embeddings and by learned state. */
    GRADIENT,
    /**
     * Computing the next value of moved state. Learned state is updated by the optimizer, which is not part of a loss.
     */
    STATE;

    /** {@return the word in tables: distances, mining, value, gradient, state} */
    public String word() {
        return Spelling.of(this);
    }
}
