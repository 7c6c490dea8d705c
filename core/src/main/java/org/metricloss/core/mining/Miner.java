package org.metricloss.core.mining;

/**
 * Chooses the positives and negatives of each anchor that a loss compares, by their distances. Miners are immutable; all
 * randomness comes from the draws of the anchor.
 */
public interface Miner {
    /** {@return how many uniform draws it needs for each anchor; none by default} */
    default int drawsPerAnchor() {
        return 0;
    }

    /**
     * {@return whether it chooses only from anchors that have both a positive and a negative; other anchors are not shown to
     * it and have none chosen}
     */
    default boolean needsBoth() {
        return true;
    }

    /**
     * {@return a worker that mines on one thread, with its own scratch memory}
     *
     * @param references the largest number of positives and negatives of an anchor together
     * @param dimension the dimension of the embeddings
     */
    Worker worker(int references, int dimension);

    /** Mines on one thread. */
    @FunctionalInterface
    interface Worker {
        /**
         * Chooses for one anchor.
         *
         * @param candidates the anchor's positives and negatives, none of them at a distance of NaN
         * @param mined empty before; receives what is chosen
         */
        void mine(Candidates candidates, Mined mined);
    }
}
