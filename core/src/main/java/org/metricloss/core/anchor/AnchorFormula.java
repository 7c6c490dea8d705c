package org.metricloss.core.anchor;

import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.ReferenceSet;

/**
 * A loss that is a sum over anchors, where the cost of an anchor depends on its squared distances D^2 to the
 * references. The references are the batch itself or a constant {@link ReferenceSet}. An {@link AnchorPass} shows the
 * formula one anchor after the other. Formulas are immutable.
 *
 * <p>For embeddings of length 1 the cosine is {@code s = 1 - D^2 / 2}, and {@code ds/dD^2 = -1/2}. A row of zeros keeps
 * its zeros when it is normalized, so that this formula gives s = 1/2 with a row of length 1, and s = 1 with another row
 * of zeros.
 */
public interface AnchorFormula {
    /** The tally of the tuples that were considered. */
    int CONSIDERED = 0;
    /** The tally of the tuples with a loss above 0. */
    int ACTIVE = 1;

    /** {@return how many numbers an anchor tallies beside its cost, at least 2; each is summed over the anchors} */
    default int tallies() {
        return 2;
    }

    /**
     * {@return whether the formula sees every anchor twice: the first time to keep a number for it, which is known for
     * all anchors the second time}
     */
    default boolean looksAhead() {
        return false;
    }

    /**
     * {@return a worker that handles anchors on one thread, with its own scratch memory}
     *
     * @param type the type of the embeddings
     * @param references the number of references, the length of every row
     * @param dimension the dimension of the embeddings
     */
    Worker worker(DataType type, int references, int dimension);

    /** Handles anchors on one thread. */
    @FunctionalInterface
    interface Worker {
        /**
         * Computes the cost of an anchor, its tallies, and the derivative of the cost by each squared distance.
         *
         * @param anchor the anchor, valid during the call
         */
        void handle(Anchor anchor);

        /**
         * Looks at an anchor before any is handled, if the formula {@link #looksAhead}.
         *
         * @param anchor the anchor, valid during the call; weights and tallies have no effect
         */
        default void lookAhead(Anchor anchor) {}
    }
}
