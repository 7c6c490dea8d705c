package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Retrieval of references by queries: every query ranks the references by (distance, index). A good ranking puts the
 * query's own class first.
 *
 * <p>A query without a reference of its class (in leave-one-out: a class with one sample) cannot be scored. It is left
 * out of the means, as in pytorch-metric-learning; counting it as a miss gives other values.
 */
public final class Retrieval {
    private final NeighbourSearch search;

    private Retrieval(NeighbourSearch search) {
        this.search = search;
    }

    /**
     * Creates a retrieval in which every sample queries all others.
     *
     * @param samples the samples
     * @param distance the distance that ranks the references
     * @param threads the number of threads, at least 1; it does not affect the values
     * @return the retrieval
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static Retrieval leaveOneOut(Embeddings samples, Distance distance, int threads) {
        return new Retrieval(NeighbourSearch.leaveOneOut(samples, distance, threads));
    }

    /**
     * Creates a retrieval in which queries rank a separate reference set.
     *
     * @param queries the queries
     * @param references the samples to rank; they have the same dimension
     * @param distance the distance that ranks the references
     * @param threads the number of threads, at least 1; it does not affect the values
     * @return the retrieval
     * @throws IllegalArgumentException if threads is less than 1 or the dimensions differ
     */
    public static Retrieval of(Embeddings queries, Embeddings references, Distance distance, int threads) {
        return new Retrieval(NeighbourSearch.against(queries, references, distance, threads));
    }

    /**
     * Creates a retrieval of the test samples' queries in their gallery.
     *
     * @param samples the queries, and after them the gallery
     * @param parts how the samples are divided
     * @param distance the distance that ranks the gallery
     * @param threads the number of threads, at least 1; it does not affect the values
     * @return the retrieval
     * @throws IllegalArgumentException if threads is less than 1, or the parts do not fit the samples
     */
    public static Retrieval of(Embeddings samples, QueryGallery parts, Distance distance, int threads) {
        return new Retrieval(NeighbourSearch.against(samples, parts, distance, threads));
    }

    /** {@return the retrieval of an evaluation: of queries in the gallery, or of each sample among all others} */
    static Retrieval of(EvaluationInput input, Distance distance) {
        return input.queryGallery()
                .map(parts -> of(input.test(), parts, distance, input.threads()))
                .orElseGet(() -> leaveOneOut(input.test(), distance, input.threads()));
    }

    /** {@return the number of queries that have a reference of their class} */
    public int countedQueries() {
        return search.queriesWithOwnClass();
    }

    /**
     * {@return the mean of a measure over the queries that count for it; empty if no query counts}
     *
     * @param measure the score of one query
     */
    public OptionalDouble mean(RankingMeasure measure) {
        return means(List.of(measure)).get(0);
    }

    /**
     * Takes the means of several measures in one search, which costs little more than a search for the deepest measure
     * alone.
     *
     * @param measures the scores of one query
     * @return the mean of each over the queries that count for it, in the same order; empty if no query counts
     */
    public List<OptionalDouble> means(List<? extends RankingMeasure> measures) {
        return means(measures, EvaluationProgress.NONE);
    }

    /**
     * Takes the means like {@link #means(List)} and reports progress.
     *
     * @param measures the scores of one query
     * @param progress receives the number of queries that are done
     * @return the mean of each over the queries that count for it, in the same order; empty if no query counts
     */
    public List<OptionalDouble> means(List<? extends RankingMeasure> measures, EvaluationProgress progress) {
        return Arrays.stream(scores(measures, progress)).map(Retrieval::mean).toList();
    }

    /** {@return the scores [measure][query]; NaN where a query does not count} */
    double[][] scores(List<? extends RankingMeasure> measures, EvaluationProgress progress) {
        return search.scores(measures, progress);
    }

    static OptionalDouble mean(double[] scores) {
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
