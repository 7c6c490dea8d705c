package org.metricloss.core.evaluation;

/**
 * What one query's ranking of the references is worth. {@link Retrieval} takes the mean over queries. A {@link RetrievalMeasure}
 * looks at the ranks of the query's own class alone, a {@link NeighbourMeasure} at the labels of its nearest neighbours.
 */
public sealed interface RankingMeasure permits RetrievalMeasure, NeighbourMeasure {
    /**
     * {@return whether a query with that many enters the mean}
     *
     * @param relevant R, the number of references of the query's class, at least 0
     */
    boolean counts(int relevant);
}
