package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The mean silhouette of the classes (Rousseeuw, 1987): for each sample {@code (b - a) / max(a, b)}, where a is its mean
 * distance to the other members of its class and b the least mean distance to another class; 0 for a sample alone in its
 * class, and where a and b are both 0.
 */
public final class Silhouette {
    private static final int BLOCK = 16;

    private Silhouette() {}

    /**
     * @param samples n samples
     * @param distance euclidean, or cosine for the Euclidean distance of the L2-normalised rows
     * @param threads how many threads compute, at least 1; without influence on the value
     * @return the mean over all samples, in [-1, 1]; empty if there is one class only
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static OptionalDouble of(Embeddings samples, Distance distance, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        Embeddings mapped = distance.inEuclideanSpace(samples);
        int n = mapped.rows();
        int[] classes = mapped.classes();
        if (classes.length < 2) {
            return OptionalDouble.empty();
        }
        int[] classOf = Arrays.stream(mapped.labels())
                .map(label -> Arrays.binarySearch(classes, label))
                .toArray();
        int[] sizes = new int[classes.length];
        for (int c : classOf) {
            sizes[c]++;
        }
        SquaredDistances squaredDistances = new SquaredDistances(mapped);
        double[] silhouettes = new double[n];
        Workers.overBlocks(threads, n, BLOCK, () -> {
            double[][] squared = new double[Math.min(BLOCK, n)][n];
            double[] sums = new double[classes.length];
            return (from, to) -> {
                squaredDistances.of(mapped, from, to, 0, squared);
                for (int i = from; i < to; i++) {
                    Arrays.fill(sums, 0);
                    for (int j = 0; j < n; j++) {
                        sums[classOf[j]] += Math.sqrt(squared[i - from][j]);
                    }
                    silhouettes[i] = silhouette(sums, sizes, classOf[i]);
                }
            };
        });
        return OptionalDouble.of(Arrays.stream(silhouettes).sum() / n);
    }

    /** @param sums the sum of a sample's distances to the members of each class, to itself 0 */
    private static double silhouette(double[] sums, int[] sizes, int own) {
        if (sizes[own] == 1) {
            return 0;
        }
        double within = sums[own] / (sizes[own] - 1);
        double nearestOther = Double.POSITIVE_INFINITY;
        for (int c = 0; c < sizes.length; c++) {
            if (c != own) {
                nearestOther = Math.min(nearestOther, sums[c] / sizes[c]);
            }
        }
        double greater = Math.max(within, nearestOther);
        return greater == 0 ? 0 : (nearestOther - within) / greater;
    }
}
