package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Retrieval: every query ranks the references by (distance, index) and is served well if its own class comes first.
 *
 * <p>A query without a reference of its class (in leave-one-out: a class with one sample) cannot be served. It is left
 * out of the means, as in pytorch-metric-learning; counting it as a miss gives other values.
 */
public final class Retrieval {
    private final NeighbourSearch search;

    private Retrieval(NeighbourSearch search) {
        this.search = search;
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

    /** {@return how many queries have a reference of their class} */
    public int countedQueries() {
        return search.queriesWithOwnClass();
    }

    /**
     * {@return its mean over the queries that count for it; empty if there is none}
     *
     * @param measure the score of one query
     */
    public OptionalDouble mean(RankingMeasure measure) {
        return means(List.of(measure)).get(0);
    }

    /**
     * Takes the means of several measures in one search, which costs little more than the deepest of them alone.
     *
     * @param measures the scores of one query
     * @return the mean of each over the queries that count for it, in the same order; empty where there is none
     */
    public List<OptionalDouble> means(List<? extends RankingMeasure> measures) {
        return means(measures, EvaluationProgress.NONE);
    }

    /**
     * As {@link #means(List)}.
     *
     * @param measures the scores of one query
     * @param progress told of the queries that are done
     * @return the mean of each over the queries that count for it, in the same order; empty if there is none
     */
    public List<OptionalDouble> means(List<? extends RankingMeasure> measures, EvaluationProgress progress) {
        return Arrays.stream(search.scores(measures, progress))
                .map(Retrieval::mean)
                .toList();
    }

    private static OptionalDouble mean(double[] scores) {
        double sum = 0;
        int counted = 0;
        for (double score : scores) {
            if (!Double.isNaN(score)) {
                sum += score;
                counted++;
            }
        }
        return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / counted);
    }
}
