package org.metricloss.core.evaluation;

import java.util.List;
import org.metricloss.core.host.Parallel;

/**
 * Walks over queries and the labels of their nearest references, sorted by (distance, index).
 *
 * <p>Queries are taken in blocks, which are spread over the threads; memory is O(threads * block * references) beside
 * the data. Scores are stored per query, so nothing depends on which thread took which block.
 */
final class NeighbourSearch {
    /** Queries whose distances are held at once by one thread. */
    static final int BLOCK = 32;

    private final Embeddings queries;
    private final Embeddings references;
    private final SquaredDistances squaredDistances;
    private final SinglePrecisionKeys singlePrecisionKeys;
    private final boolean queriesAreReferences;
    private final int threads;

    private NeighbourSearch(
            Embeddings queries, Embeddings references, boolean queriesAreReferences, Distance distance, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        if (queries.dimension() != references.dimension()) {
            throw new IllegalArgumentException("queries and references must have the same dimension, got "
                    + queries.dimension() + " and " + references.dimension());
        }
        this.queries = distance.inEuclideanSpace(queries);
        this.references = queriesAreReferences ? this.queries : distance.inEuclideanSpace(references);
        this.squaredDistances = new SquaredDistances(this.references);
        this.singlePrecisionKeys = new SinglePrecisionKeys(this.queries, this.references);
        this.queriesAreReferences = queriesAreReferences;
        this.threads = threads;
    }

    /** Every sample is a query and a reference, but never its own neighbour. */
    static NeighbourSearch leaveOneOut(Embeddings samples, Distance distance, int threads) {
        return new NeighbourSearch(samples, samples, true, distance, threads);
    }

    /** Queries look for neighbours in a set that does not contain them. */
    static NeighbourSearch against(Embeddings queries, Embeddings references, Distance distance, int threads) {
        return new NeighbourSearch(queries, references, false, distance, threads);
    }

    Embeddings queries() {
        return queries;
    }

    Embeddings references() {
        return references;
    }

    /** {@return how many neighbours each query has: all references, in leave-one-out all but the query} */
    int neighbours() {
        return queriesAreReferences ? references.rows() - 1 : references.rows();
    }

    /** {@return how many neighbours of the query's own class there are; 0 for a lone query} */
    int[] relevant() {
        ClassCounts counts = ClassCounts.of(references);
        int[] relevant = new int[queries.rows()];
        for (int query = 0; query < relevant.length; query++) {
            relevant[query] = counts.of(queries.label(query)) - (queriesAreReferences ? 1 : 0);
        }
        return relevant;
    }

    /**
     * Scores every query by the labels of its nearest neighbours, by several measures in one search.
     *
     * @param measures the measures
     * @return the scores [measure][query]; NaN where the measure leaves the query out or the query has no neighbour
     * @throws IllegalStateException if the thread is interrupted; it stays so
     */
    double[][] scores(List<? extends RankingMeasure> measures) {
        int[] relevant = relevant();
        double[][] scores = new double[measures.size()][queries.rows()];
        Parallel.blocks(threads, queries.rows(), BLOCK, () -> {
            float[][] keys = new float[Math.min(BLOCK, queries.rows())][references.rows()];
            LabelRanking ranking = new LabelRanking(queries, references, squaredDistances, queriesAreReferences);
            return (from, to) -> {
                double[] ambiguity = singlePrecisionKeys.of(from, to, keys);
                for (int query = from; query < to; query++) {
                    int deepest = deepest(measures, relevant[query]);
                    int[] labels = deepest == 0
                            ? new int[0]
                            : ranking.nearest(query, keys[query - from], ambiguity[query - from], deepest);
                    for (int m = 0; m < scores.length; m++) {
                        scores[m][query] = score(measures.get(m), query, relevant[query], labels);
                    }
                }
            };
        });
        return scores;
    }

    private int deepest(List<? extends RankingMeasure> measures, int relevant) {
        int deepest = 0;
        for (RankingMeasure measure : measures) {
            deepest = Math.max(deepest, depth(measure, relevant));
        }
        return deepest;
    }

    private int depth(RankingMeasure measure, int relevant) {
        return measure.counts(relevant) ? Math.min(measure.depth(relevant, neighbours()), neighbours()) : 0;
    }

    private double score(RankingMeasure measure, int query, int relevant, int[] labels) {
        int depth = depth(measure, relevant);
        return depth == 0 ? Double.NaN : measure.score(queries.label(query), labels, depth, relevant);
    }
}
