package org.metricloss.core.evaluation;

/** What one query's ranking of the references is worth. {@link Retrieval} takes the mean over queries. */
public interface RankingMeasure {
    /**
     * {@return whether a query with that many enters the mean}
     *
     * @param relevant R, the number of references of the query's class, at least 0
     */
    boolean counts(int relevant);

    /**
     * {@return how many of the nearest references {@link #score} needs to see, at least 1; what exceeds {@code
     * references} is cut}
     *
     * @param relevant R, the number of references of the query's class
     * @param references how many references the query is ranked against
     */
    int depth(int relevant, int references);

    /**
     * Scores one query that counts. Called from several threads.
     *
     * @param label the query's label
     * @param nearest the labels of the references, nearest first; not to be changed, and not valid after the call
     * @param count how many entries of {@code nearest} count: as many as {@link #depth} asked for or, if there are fewer, all
     *     references; at least 1
     * @param relevant R, the number of references of the query's class
     * @return the score, in [0, 1]
     */
    double score(int label, int[] nearest, int count, int relevant);
}
