package org.metricloss.core.evaluation;

/** A score of the labels of a query's nearest references. */
public non-sealed interface NeighbourMeasure extends RankingMeasure {
    /**
     * {@return the number of nearest references that {@link #score} needs, at least 1; it is limited to {@code
     * references}}
     *
     * @param relevant R, the number of references of the query's class
     * @param references the number of references that the query is ranked against
     */
    int depth(int relevant, int references);

    /**
     * {@return the score of a query that enters the mean, in [0, 1]} Called from several threads.
     *
     * @param label the query's label
     * @param nearest the labels of the references, nearest first; must not be changed, and is not valid after the call
     * @param count the number of valid entries of {@code nearest}: as many as {@link #depth} requested or, if there are
     *     fewer references, all of them; at least 1
     * @param relevant R, the number of references of the query's class
     */
    double score(int label, int[] nearest, int count, int relevant);
}
