package org.metricloss.core.evaluation;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Retrieval: every query ranks the references by (distance, index) and is served well if its own class comes first.
 *
 * <p>A query without a reference of its class (in leave-one-out: a class with one sample) cannot be served. It is left
 * out of the means, as in pytorch-metric-learning; counting it as a miss gives other values.
 */
public final class Retrieval {
    private final NeighbourSearch search;
    private final int[] relevant;
    private final int[] countedQueries;

    private Retrieval(NeighbourSearch search) {
        this.search = search;
        this.relevant = search.relevant();
        this.countedQueries = IntStream.range(0, relevant.length)
                .filter(query -> relevant[query] > 0)
                .toArray();
    }

    /**
     * Every sample queries all others.
     *
     * @param samples the samples
     * @param distance what ranks them
     * @param threads how many threads compute, at least 1; without influence on the values
     * @return the retrieval
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static Retrieval leaveOneOut(Embeddings samples, Distance distance, int threads) {
        return new Retrieval(NeighbourSearch.leaveOneOut(samples, distance, threads));
    }

    /**
     * Queries rank a separate reference set.
     *
     * @param queries the queries
     * @param references what they rank; of the same dimension
     * @param distance what ranks them
     * @param threads how many threads compute, at least 1; without influence on the values
     * @return the retrieval
     * @throws IllegalArgumentException if threads is less than 1 or the dimensions differ
     */
    public static Retrieval of(Embeddings queries, Embeddings references, Distance distance, int threads) {
        return new Retrieval(NeighbourSearch.against(queries, references, distance, threads));
    }

    /** @return how many queries count: those with a reference of their class */
    public int countedQueries() {
        return countedQueries.length;
    }

    /**
     * @param measure the score of one query
     * @return its mean over the counted queries; empty if there is none
     */
    public OptionalDouble mean(RetrievalMeasure measure) {
        double[] scores = search.scores(
                countedQueries,
                query -> measure.depth(relevant[query], search.neighbours()),
                (query, nearest, count) -> measure.score(hits(query, nearest, count), relevant[query]));
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return scores.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / scores.length);
    }

    private boolean[] hits(int query, int[] nearest, int count) {
        boolean[] hits = new boolean[count];
        for (int i = 0; i < count; i++) {
            hits[i] = search.references().label(nearest[i]) == search.queries().label(query);
        }
        return hits;
    }
}
