package org.metricloss.core.evaluation;

import java.util.Arrays;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.random.RandomStream;

/**
 * Lloyd's k-means from one k-means++ start (Arthur, Vassilvitskii: k-means++, The Advantages of Careful Seeding, SODA 2007).
 *
 * <p>Ends when no sample changes its cluster, or after {@value #MOST_ROUNDS} rounds. Equally near centers: the lower cluster.
 * A cluster that runs empty takes the sample that is farthest from its center.
 */
public final class KMeans {
    private static final int MOST_ROUNDS = 100;
    private static final int BLOCK = 64;

    private final Embeddings samples;
    private final int k;
    private final int threads;

    private KMeans(Embeddings samples, int k, int threads) {
        this.samples = samples;
        this.k = k;
        this.threads = threads;
    }

    /**
     * {@return the cluster of each sample, 0 .. k-1}
     *
     * @param samples n samples
     * @param k the number of clusters, 1 .. n
     * @param distance euclidean, or cosine for k-means of the L2-normalised rows
     * @param seed decides the start
     * @param threads how many threads compute, at least 1; without influence on the clusters
     * @throws IllegalArgumentException if k is not 1 .. n or threads is less than 1
     */
    public static int[] clusters(Embeddings samples, int k, Distance distance, long seed, int threads) {
        if (!(k >= 1 && k <= samples.rows())) {
            throw new IllegalArgumentException(
                    "k must be from 1 to the number of samples, " + samples.rows() + ", got " + k);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        return new KMeans(distance.inEuclideanSpace(samples), k, threads).run(RandomStream.of(seed, "k-means"));
    }

    private int[] run(RandomStream random) {
        Embeddings centers = rows(start(random));
        int[] clusters = new int[samples.rows()];
        double[] squaredDistances = new double[samples.rows()];
        Arrays.fill(clusters, -1);
        for (int round = 0; round < MOST_ROUNDS && assign(centers, clusters, squaredDistances); round++) {
            fillEmpty(clusters, squaredDistances);
            centers = means(clusters);
        }
        return clusters;
    }

    /** Draws samples as centers, each with a probability proportional to its squared distance from the nearest so far. */
    private int[] start(RandomStream random) {
        int n = samples.rows();
        SquaredDistances toSamples = new SquaredDistances(samples);
        double[][] toNewest = new double[1][n];
        double[] toNearest = new double[n];
        Arrays.fill(toNearest, Double.POSITIVE_INFINITY);
        int[] chosen = new int[k];
        chosen[0] = random.nextInt(n);
        for (int c = 1; c < k; c++) {
            toSamples.of(samples, chosen[c - 1], chosen[c - 1] + 1, toNewest);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                toNearest[i] = Math.min(toNearest[i], toNewest[0][i]);
                sum += toNearest[i];
            }
            chosen[c] = sum > 0 ? drawn(toNearest, random.nextDouble() * sum) : random.nextInt(n);
        }
        return chosen;
    }

    private static int drawn(double[] weights, double place) {
        double sum = 0;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                sum += weights[i];
                if (sum > place) {
                    return i;
                }
            }
        }
        // Rounding may leave the place at the very end.
        return last;
    }

    private Embeddings rows(int[] chosen) {
        double[] values = new double[Math.multiplyExact(chosen.length, samples.dimension())];
        for (int i = 0; i < values.length; i++) {
            values[i] = samples.value(chosen[i / samples.dimension()], i % samples.dimension());
        }
        return Embeddings.of(values, samples.dimension(), new int[chosen.length]);
    }

    /** {@return whether a sample changed its cluster} */
    private boolean assign(Embeddings centers, int[] clusters, double[] squaredDistances) {
        SquaredDistances toCenters = new SquaredDistances(centers);
        int[] before = clusters.clone();
        Parallel.blocks(threads, samples.rows(), BLOCK, () -> {
            double[][] squared = new double[BLOCK][k];
            return (from, to) -> {
                toCenters.of(samples, from, to, squared);
                for (int i = from; i < to; i++) {
                    clusters[i] = nearest(squared[i - from]);
                    squaredDistances[i] = squared[i - from][clusters[i]];
                }
            };
        });
        return !Arrays.equals(before, clusters);
    }

    private static int nearest(double[] squaredDistances) {
        int nearest = 0;
        for (int c = 1; c < squaredDistances.length; c++) {
            if (squaredDistances[c] < squaredDistances[nearest]) {
                nearest = c;
            }
        }
        return nearest;
    }

    private void fillEmpty(int[] clusters, double[] squaredDistances) {
        int[] sizes = sizes(clusters);
        for (int c = 0; c < k; c++) {
            if (sizes[c] == 0) {
                int farthest = farthest(clusters, squaredDistances, sizes);
                sizes[clusters[farthest]]--;
                sizes[c]++;
                clusters[farthest] = c;
                squaredDistances[farthest] = 0;
            }
        }
    }

    /** {@return the sample farthest from its center among those that are not alone in their cluster} */
    private static int farthest(int[] clusters, double[] squaredDistances, int[] sizes) {
        int farthest = -1;
        for (int i = 0; i < clusters.length; i++) {
            boolean farther = farthest < 0 || squaredDistances[i] > squaredDistances[farthest];
            if (sizes[clusters[i]] > 1 && farther) {
                farthest = i;
            }
        }
        return farthest;
    }

    private int[] sizes(int[] clusters) {
        int[] sizes = new int[k];
        for (int cluster : clusters) {
            sizes[cluster]++;
        }
        return sizes;
    }

    private Embeddings means(int[] clusters) {
        int d = samples.dimension();
        double[] means = new double[k * d];
        for (int i = 0; i < clusters.length; i++) {
            for (int j = 0; j < d; j++) {
                means[clusters[i] * d + j] += samples.value(i, j);
            }
        }
        int[] sizes = sizes(clusters);
        for (int i = 0; i < means.length; i++) {
            means[i] /= sizes[i / d];
        }
        return Embeddings.of(means, d, new int[k]);
    }
}
