package org.metricloss.loss.triplet;

/**
 * Selects the triplets of one anchor and computes their costs. A rule holds scratch memory, so each thread has its own.
 */
interface AnchorRule {
    /**
     * Adds up the costs and counts of the anchor's triplets, and sets or adds the slopes of its distances.
     *
     * @param anchor an anchor with at least one positive and one negative
     */
    void apply(Anchor anchor);
}
