package org.metricloss.core.evaluation;

/**
 * A score of one query's ranking of the references. {@link Retrieval} takes the mean over queries. A {@link
 * RetrievalMeasure} uses only the ranks of the query's own class; a {@link NeighbourMeasure} uses the labels of its
 * nearest neighbours.
 */
public sealed interface RankingMeasure permits RetrievalMeasure, NeighbourMeasure {
    /**
     * {@return whether a query with {@code relevant} references of its class enters the mean}
     *
     * @param relevant R, the number of references of the query's class, at least 0
     */
    boolean counts(int relevant);
}
