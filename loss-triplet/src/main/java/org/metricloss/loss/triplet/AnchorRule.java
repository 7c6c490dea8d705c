package org.metricloss.loss.triplet;

/** Which triplets of one anchor count, and what they cost. Holds scratch memory: one for each thread. */
interface AnchorRule {
    /**
     * Adds up the costs and counts of the anchor's triplets, and sets or adds the slopes of its distances.
     *
     * @param anchor an anchor with at least one positive and one negative
     */
    void apply(Anchor anchor);
}
