package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Sums;

/**
 * The mean silhouette of the classes (Rousseeuw, 1987): for each sample {@code (b - a) / max(a, b)}, where a is its mean
 * distance to the other members of its class and b the least mean distance to another class; 0 for a sample alone in its
 * class, and where a and b are both 0.
 */
public final class Silhouette {
    private static final int BLOCK = 16;

    private Silhouette() {}

    /**
     * {@return the mean over all samples, in [-1, 1]; empty if there is one class only}
     *
     * @param samples n samples
     * @param distance euclidean, or cosine for the Euclidean distance of the L2-normalised rows
     * @param threads how many threads compute, at least 1; without influence on the value
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static OptionalDouble of(Embeddings samples, Distance distance, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        Embeddings mapped = distance.inEuclideanSpace(samples).classByClass();
        int n = mapped.rows();
        int[] classes = mapped.classes();
        if (classes.length < 2) {
            return OptionalDouble.empty();
        }
        int[] starts = starts(mapped, classes);
        SquaredDistances squaredDistances = new SquaredDistances(mapped);
        double[] silhouettes = new double[n];
        Parallel.blocks(threads, n, BLOCK, () -> {
            double[][] distances = new double[Math.min(BLOCK, n)][n];
            double[] sums = new double[classes.length];
            return (from, to) -> {
                squaredDistances.of(mapped, from, to, distances);
                for (int i = from; i < to; i++) {
                    takeRoots(distances[i - from]);
                    for (int c = 0; c < sums.length; c++) {
                        sums[c] = Sums.of(distances[i - from], starts[c], starts[c + 1]);
                    }
                    silhouettes[i] = silhouette(sums, starts, Arrays.binarySearch(classes, mapped.label(i)));
                }
            };
        });
        return OptionalDouble.of(Arrays.stream(silhouettes).sum() / n);
    }

    /** Where each class begins, and where the last ends. */
    private static int[] starts(Embeddings classByClass, int[] classes) {
        int[] starts = new int[classes.length + 1];
        for (int label : classByClass.labels()) {
            starts[Arrays.binarySearch(classes, label) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    /** A method of its own: in this form the compiler vectorises the loop. */
    private static void takeRoots(double[] overwritten) {
        for (int j = 0; j < overwritten.length; j++) {
            overwritten[j] = Math.sqrt(overwritten[j]);
        }
    }

    /** @param sums the sum of a sample's distances to the members of each class, to itself 0 */
    private static double silhouette(double[] sums, int[] starts, int own) {
        int others = starts[own + 1] - starts[own] - 1;
        if (others == 0) {
            return 0;
        }
        double within = sums[own] / others;
        double nearestOther = Double.POSITIVE_INFINITY;
        for (int c = 0; c < sums.length; c++) {
            if (c != own) {
                nearestOther = Math.min(nearestOther, sums[c] / (starts[c + 1] - starts[c]));
            }
        }
        double greater = Math.max(within, nearestOther);
        return greater == 0 ? 0 : (nearestOther - within) / greater;
    }
}
