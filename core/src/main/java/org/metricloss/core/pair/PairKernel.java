package org.metricloss.core.pair;

import org.metricloss.core.host.Row;

/**
 * A loss over the distances of a batch, or between a batch and constant references, computed row by row. A kernel
 * belongs to one batch. It keeps sums and counts separately for each row, so that they can be added in the order of the
 * rows, whichever thread handled them.
 */
public interface PairKernel {
    /**
     * Tells whether a pair is seen once, as (i, j) with i &lt; j, or twice, as (i, j) and as (j, i).
     *
     * @return true if row i sees only j &gt; i
     */
    boolean unordered();

    /**
     * {@return the number of groups of pairs, each of which has its own gradient; 0 for a kernel that needs no
     * gradient}
     */
    int groups();

    /**
     * Tells which columns may hold weights of a group, so that columns of zeros are not multiplied.
     *
     * @param group a group; the last one always receives all columns
     * @param rows the number of rows
     * @param n the number of columns
     * @return how many columns hold all weights of the group in the first {@code rows} rows
     */
    default int columns(int group, int rows, int n) {
        return n;
    }

    /** {@return a worker that handles rows on one thread, with its own scratch memory} */
    Worker worker();

    /** Handles rows on one thread. */
    interface Worker {
        /**
         * Handles the distances of one row and writes the derivatives of the loss by them.
         *
         * @param i the row
         * @param from the first other row j: i + 1 if pairs are unordered, else 0
         * @param squaredDistances D_ij^2 at place j, in the embeddings' type; may be overwritten
         * @param weights for each group, receives at place j the derivative of the group's sum by D_ij^2 as this row
         *     sees it. All elements are 0 before the call, so only other values need to be written. The diagonal stays
         *     0, unless columns are references.
         */
        void row(int i, int from, Row squaredDistances, Row[] weights);
    }
}
