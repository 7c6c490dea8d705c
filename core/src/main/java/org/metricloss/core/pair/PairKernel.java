package org.metricloss.core.pair;

import org.metricloss.core.host.Row;

/**
 * A loss of a batch's distances, one row of them at a time. A kernel that is made for one batch gathers its sums and counts in
 * places of its own for each row, so that they can be added in the order of the rows whatever thread took which.
 */
public interface PairKernel {
    /**
     * Whether a pair is seen once, as (i, j) with i &lt; j, or twice, as (i, j) and as (j, i).
     *
     * @return whether row i is only asked about j &gt; i
     */
    boolean unordered();

    /**
     * {@return in how many groups the kernel sorts pairs, each with a gradient of its own; 0 for one that only looks}
     */
    int groups();

    /**
     * Says where a group's weights may lie, so that nothing is multiplied by columns of zeros.
     *
     * @param group a group; the last one is given all columns in any case
     * @param rows how many rows
     * @param n the number of columns
     * @return how many columns hold all weights of the group in the first {@code rows} rows
     */
    default int columns(int group, int rows, int n) {
        return n;
    }

    /** {@return what handles rows on one thread, with scratch memory of its own} */
    Worker worker();

    /** Handles rows on one thread. */
    interface Worker {
        /**
         * Takes the distances of one row and says how the loss depends on them.
         *
         * @param i the row
         * @param from the first other row j: i + 1 if pairs are unordered, else 0
         * @param squaredDistances D_ij^2 at place j, in the embeddings' type; may be overwritten
         * @param weights for each group, gets at place j the derivative of the group's sum by D_ij^2 as this row sees it, where
         *     it is not 0: all are 0 before. The diagonal is left at 0.
         */
        void row(int i, int from, Row squaredDistances, Row[] weights);
    }
}
