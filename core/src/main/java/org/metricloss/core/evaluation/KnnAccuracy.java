package org.metricloss.core.evaluation;

import java.util.OptionalDouble;

/** The fraction of queries whose label wins the majority vote of their k nearest references: {@link NeighbourVote}. */
public final class KnnAccuracy {
    private KnnAccuracy() {}

    /**
     * Every sample is classified by all others.
     *
     * @param samples the samples
     * @param k how many neighbours vote, at least 1
     * @param distance what ranks them
     * @param threads how many threads compute, at least 1; without influence on the value
     * @return the accuracy, in [0, 1]; empty for a single sample, which has no neighbour
     * @throws IllegalArgumentException if k or threads is less than 1
     */
    public static OptionalDouble leaveOneOut(Embeddings samples, int k, Distance distance, int threads) {
        return Retrieval.leaveOneOut(samples, distance, threads).mean(new NeighbourVote(k));
    }

    /**
     * Queries are classified by a separate reference set, such as a sample of the training data.
     *
     * @param queries the queries
     * @param references what votes; of the same dimension
     * @param k how many neighbours vote, at least 1
     * @param distance what ranks them
     * @param threads how many threads compute, at least 1; without influence on the value
     * @return the accuracy, in [0, 1]
     * @throws IllegalArgumentException if k or threads is less than 1 or the dimensions differ
     */
    public static double of(Embeddings queries, Embeddings references, int k, Distance distance, int threads) {
        // There is a query and a reference, so there is a mean.
        return Retrieval.of(queries, references, distance, threads)
                .mean(new NeighbourVote(k))
                .orElseThrow();
    }
}
