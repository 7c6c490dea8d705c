package org.metricloss.core.evaluation;

/**
 * How well a ranking brings references of the query's class to the front. A query without any is left out of the mean.
 */
public interface RetrievalMeasure extends RankingMeasure {
    @Override
    default boolean counts(int relevant) {
        return relevant > 0;
    }

    @Override
    default double score(int label, int[] nearest, int count, int relevant) {
        boolean[] hits = new boolean[count];
        for (int i = 0; i < count; i++) {
            hits[i] = nearest[i] == label;
        }
        return score(hits, relevant);
    }

    /**
     * {@return the query's score, in [0, 1]}
     *
     * @param hits whether the nearest, the second nearest, ... reference is of the query's class; as many as
     *     {@link #depth} asked for or, if there are fewer, all references
     * @param relevant R, the number of references of the query's class, at least 1
     */
    double score(boolean[] hits, int relevant);
}
