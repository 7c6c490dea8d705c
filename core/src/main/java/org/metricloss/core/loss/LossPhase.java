package org.metricloss.core.loss;

import org.metricloss.core.plugin.Spelling;

/** What a loss does with a batch, in the order in which it is done. */
public enum LossPhase {
    /** The distances that are compared, of pairs of embeddings or of listed tuples. */
    DISTANCES,
    /** Which tuples there are and which of them are taken. */
    MINING,
    /**
     * The value and what is counted with it. Where a loss gives its derivative by the distances in closed form, an engine that
     * computes at once takes it here; a graph leaves it out until the gradient is asked for.
     */
    VALUE,
    /** The derivatives by the embeddings and by learned state. */
    GRADIENT,
    /** The next value of moved state. Learned state is moved by the optimizer, which is no part of a loss. */
    STATE;

    /** {@return as tables write it: distances, mining, value, gradient, state} */
    public String word() {
        return Spelling.of(this);
    }
}
