package org.metricloss.core.evaluation;

/**
 * The fraction of queries whose nearest class center is that of their label.
 *
 * <p>The centers are the means of a reference set, such as a sample of the training data. With {@link Distance#COSINE}
 * they are the means of the L2-normalised references, compared by direction. Equally near centers: the lower label. A
 * query whose class has no reference can only be wrong.
 */
public final class NearestCenterAccuracy {
    private NearestCenterAccuracy() {}

    /**
     * {@return the accuracy, in [0, 1]}
     *
     * @param queries the queries
     * @param references whose class means are the centers; of the same dimension
     * @param distance what is compared
     * @param threads how many threads compute, at least 1; without influence on the value
     * @throws IllegalArgumentException if threads is less than 1 or the dimensions differ
     */
    public static double of(Embeddings queries, Embeddings references, Distance distance, int threads) {
        Embeddings centers = ClassCenters.of(distance.inEuclideanSpace(references));
        return KnnAccuracy.of(queries, centers, 1, distance, threads);
    }
}
