package org.metricloss.core.evaluation;

/**
 * How well a ranking brings references of the query's class to the front. A query without any is left out of the mean.
 */
public non-sealed interface RetrievalMeasure extends RankingMeasure {
    @Override
    default boolean counts(int relevant) {
        return relevant > 0;
    }

    /**
     * {@return the query's score, in [0, 1]} Called from several threads.
     *
     * @param ranks the ranks of the references of the query's class among all references, counted from 1, ascending; not to be
     *     changed, and not valid after the call
     * @param relevant R, the number of references of the query's class, at least 1; only so many entries of {@code ranks} count
     */
    double score(int[] ranks, int relevant);
}
