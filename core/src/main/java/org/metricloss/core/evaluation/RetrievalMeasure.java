package org.metricloss.core.evaluation;

/** How well one query's ranking of the references serves it. {@link Retrieval} takes the mean over queries. */
public interface RetrievalMeasure {
    /**
     * @param relevant R, the number of references of the query's class, at least 1
     * @param references how many references the query is ranked against
     * @return how many of the nearest references {@link #score} needs to see, at least 1; what exceeds
     *     {@code references} is cut
     */
    int depth(int relevant, int references);

    /**
     * @param hits whether the nearest, the second nearest, ... reference is of the query's class; as many as
     *     {@link #depth} asked for or, if there are fewer, all references
     * @param relevant R, the number of references of the query's class, at least 1
     * @return the query's score, in [0, 1]
     */
    double score(boolean[] hits, int relevant);
}
