package org.metricloss.core.evaluation;

/**
 * A score of how well a ranking puts references of the query's class first. A query without such references is left out
 * of the mean.
 */
public non-sealed interface RetrievalMeasure extends RankingMeasure {
    @Override
    default boolean counts(int relevant) {
        return relevant > 0;
    }

    /**
     * {@return the query's score, in [0, 1]} Called from several threads.
     *
     * @param ranks the ranks of the references of the query's class among all references, counted from 1, ascending;
     *     must not be changed, and is not valid after the call
     * @param relevant R, the number of references of the query's class, at least 1; only the first R entries of {@code
     *     ranks} are valid
     */
    double score(int[] ranks, int relevant);
}
