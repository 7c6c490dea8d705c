package org.metricloss.core.evaluation;

import java.util.OptionalDouble;

/**
 * The fraction of queries whose label wins the majority vote of their k nearest references; see {@link NeighbourVote}.
 */
public final class KnnAccuracy {
    private KnnAccuracy() {}

    /**
     * Classifies every sample by all others.
     *
     * @param samples the samples
     * @param k the number of neighbours that vote, at least 1
     * @param distance the distance that ranks the neighbours
     * @param threads the number of threads, at least 1; it does not affect the value
     * @return the accuracy, in [0, 1]; empty for a single sample, which has no neighbour
     * @throws IllegalArgumentException if k or threads is less than 1
     */
    public static OptionalDouble leaveOneOut(Embeddings samples, int k, Distance distance, int threads) {
        return Retrieval.leaveOneOut(samples, distance, threads).mean(new NeighbourVote(k));
    }

    /**
     * Classifies queries by a separate reference set, such as a sample of the training data.
     *
     * @param queries the queries
     * @param references the voting samples; they have the same dimension
     * @param k the number of neighbours that vote, at least 1
     * @param distance the distance that ranks the neighbours
     * @param threads the number of threads, at least 1; it does not affect the value
     * @return the accuracy, in [0, 1]
     * @throws IllegalArgumentException if k or threads is less than 1 or the dimensions differ
     */
    public static double of(Embeddings queries, Embeddings references, int k, Distance distance, int threads) {
        // There is at least one query and one reference, so the mean exists.
        return Retrieval.of(queries, references, distance, threads)
                .mean(new NeighbourVote(k))
                .orElseThrow();
    }
}
