package org.metricloss.core.evaluation;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * Walks over queries and their nearest references, sorted by (distance, index).
 *
 * <p>Queries are taken in blocks, which are spread over the threads; memory is O(threads * block * references) beside
 * the data. Scores are stored per query, so nothing depends on which thread took which block.
 */
final class NeighbourSearch {
    /** Queries whose distances are held at once by one thread. */
    static final int BLOCK = 16;

    private final Embeddings queries;
    private final Embeddings references;
    private final SquaredDistances squaredDistances;
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

    /** @return how many neighbours each query has: all references, in leave-one-out all but the query */
    int neighbours() {
        return queriesAreReferences ? references.rows() - 1 : references.rows();
    }

    /** @return how many neighbours of the query's own class there are; 0 for a lone query */
    int[] relevant() {
        ClassCounts counts = ClassCounts.of(references);
        int[] relevant = new int[queries.rows()];
        for (int query = 0; query < relevant.length; query++) {
            relevant[query] = counts.of(queries.label(query)) - (queriesAreReferences ? 1 : 0);
        }
        return relevant;
    }

    /** What a query's nearest neighbours are worth. Called from several threads. */
    @FunctionalInterface
    interface NeighbourScore {
        /**
         * @param query the query's row
         * @param nearest the rows of its neighbours, nearest first; valid during the call
         * @param count how many entries of {@code nearest} are filled
         * @return the score
         */
        double of(int query, int[] nearest, int count);
    }

    /**
     * Scores some queries by their nearest neighbours.
     *
     * @param rows the queries
     * @param depth how many neighbours the score of a query (its row) needs; cut to those that exist
     * @param score the score
     * @return the scores, in the order of {@code rows}
     * @throws IllegalStateException if the thread is interrupted; it stays so
     */
    double[] scores(int[] rows, IntUnaryOperator depth, NeighbourScore score) {
        double[] scores = new double[rows.length];
        AtomicInteger nextBlock = new AtomicInteger();
        int blocks = (rows.length + BLOCK - 1) / BLOCK;
        Workers.run(Math.min(threads, blocks), () -> {
            double[][] squaredByPosition = new double[Math.min(BLOCK, rows.length)][references.rows()];
            NearestSelector selector = new NearestSelector(references.rows());
            for (int block = nextBlock.getAndIncrement(); block < blocks; block = nextBlock.getAndIncrement()) {
                requireNotInterrupted();
                int from = block * BLOCK;
                int to = Math.min(from + BLOCK, rows.length);
                squaredDistances.of(queries, rows, from, to, squaredByPosition);
                for (int position = from; position < to; position++) {
                    int query = rows[position];
                    double[] squaredToReferences = squaredByPosition[position - from];
                    if (queriesAreReferences) {
                        // Embeddings are bounded, so every true distance is finite and comes before the query itself.
                        squaredToReferences[query] = Double.POSITIVE_INFINITY;
                    }
                    int count = Math.min(depth.applyAsInt(query), neighbours());
                    scores[position] = score.of(query, selector.nearest(squaredToReferences, count), count);
                }
            }
        });
        return scores;
    }

    private static void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while evaluating");
        }
    }
}
