package org.metricloss.core.engine;

/**
 * The size of the embeddings of a batch and their distance from each other; both are independent of the loss.
 *
 * @param meanNorm 1/m sum_i ||x_i||, the mean Euclidean norm
 * @param spread sqrt(1/m sum_i ||x_i - c||^2) with c the mean embedding: the root mean square distance from it, which
 *     is sqrt((m - 1) / (2 m)) times the root mean square distance between two embeddings
 */
public record EmbeddingSpread(double meanNorm, double spread) {
    /**
     * {@return their norm and spread; NaN or infinite where embeddings are}
     *
     * @param embeddings [m, d], row-major, of any values; m at least 1
     * @param dimension d, at least 1
     * @throws IllegalArgumentException if there is no row, or the last row is incomplete
     */
    public static EmbeddingSpread of(float[] embeddings, int dimension) {
        if (!(dimension >= 1 && embeddings.length >= dimension && embeddings.length % dimension == 0)) {
            throw new IllegalArgumentException(
                    "there must be at least one embedding of %s numbers, got %s numbers in all"
                            .formatted(dimension, embeddings.length));
        }
        int m = embeddings.length / dimension;
        double[] center = new double[dimension];
        double norms = 0;
        for (int row = 0; row < embeddings.length; row += dimension) {
            double squaredNorm = 0;
            for (int k = 0; k < dimension; k++) {
                double value = embeddings[row + k];
                squaredNorm += value * value;
                center[k] += value / m;
            }
            norms += Math.sqrt(squaredNorm);
        }
        double squaredDistances = 0;
        for (int row = 0; row < embeddings.length; row += dimension) {
            for (int k = 0; k < dimension; k++) {
                double difference = embeddings[row + k] - center[k];
                squaredDistances += difference * difference;
            }
        }
        return new EmbeddingSpread(norms / m, Math.sqrt(squaredDistances / m));
    }

    /** {@return the spread over the mean norm, free of scale; 0 where all embeddings are 0} */
    public double relative() {
        return meanNorm == 0 ? 0 : spread / meanNorm;
    }
}
