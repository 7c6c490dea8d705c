package org.metricloss.core.evaluation;

/**
 * The fraction of queries whose nearest class center is the center of their own class.
 *
 * <p>The centers are the means of a reference set, such as a sample of the training data. With {@link Distance#COSINE}
 * they are the means of the L2-normalised references, compared by direction. Among equally near centers, the one with
 * the lower label wins. A query whose class has no reference always counts as wrong.
 */
public final class NearestCenterAccuracy {
    private NearestCenterAccuracy() {}

    /**
     * {@return the accuracy, in [0, 1]}
     *
     * @param queries the queries
     * @param references the samples whose class means are the centers; they have the same dimension
     * @param distance the distance to compare
     * @param threads the number of threads, at least 1; it does not affect the value
     * @throws IllegalArgumentException if threads is less than 1 or the dimensions differ
     */
    public static double of(Embeddings queries, Embeddings references, Distance distance, int threads) {
        Embeddings centers = ClassCenters.of(distance.inEuclideanSpace(references));
        return KnnAccuracy.of(queries, centers, 1, distance, threads);
    }
}
