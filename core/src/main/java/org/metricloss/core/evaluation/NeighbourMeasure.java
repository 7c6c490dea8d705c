package org.metricloss.core.evaluation;

/** What the labels of a query's nearest references are worth. */
public non-sealed interface NeighbourMeasure extends RankingMeasure {
    /**
     * {@return how many of the nearest references {@link #score} needs to see, at least 1; what exceeds {@code references} is cut}
     *
     * @param relevant R, the number of references of the query's class
     * @param references how many references the query is ranked against
     */
    int depth(int relevant, int references);

    /**
     * {@return the score of a query that counts, in [0, 1]} Called from several threads.
     *
     * @param label the query's label
     * @param nearest the labels of the references, nearest first; not to be changed, and not valid after the call
     * @param count how many entries of {@code nearest} count: as many as {@link #depth} asked for or, if there are fewer, all
     *     references; at least 1
     * @param relevant R, the number of references of the query's class
     */
    double score(int label, int[] nearest, int count, int relevant);
}
