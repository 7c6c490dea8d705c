package org.metricloss.core.evaluation;

import java.util.Arrays;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.random.RandomStream;

/**
 * Lloyd's k-means from one k-means++ start (Arthur, Vassilvitskii: k-means++, The Advantages of Careful Seeding, SODA 2007).
 *
 * <p>The algorithm ends when no sample changes its cluster, or after {@value #MOST_ROUNDS} rounds. A sample that is
 * equally near to several centers joins the lowest of their clusters. A cluster that becomes empty takes the sample
 * that is farthest from its center.
 */
public final class KMeans {
    /** The largest number of rounds. A round assigns all samples to their nearest centers. */
    public static final int MOST_ROUNDS = 100;

    private static final int TILE = SquaredDistances.TILE;
    private static final int TOGETHER = SquaredDistances.TOGETHER;

    private final Embeddings samples;
    private final SquaredDistances toSamples;
    private final int k;
    private final int threads;

    private KMeans(Embeddings samples, int k, int threads) {
        this.samples = samples;
        this.toSamples = new SquaredDistances(samples);
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
     * @param threads the number of threads, at least 1; it does not affect the clusters
     * @throws IllegalArgumentException if k is not 1 .. n or threads is less than 1
     */
    public static int[] clusters(Embeddings samples, int k, Distance distance, long seed, int threads) {
        return clusters(samples, k, distance, seed, threads, MOST_ROUNDS, EvaluationProgress.NONE);
    }

    /**
     * {@return the cluster of each sample after a number of rounds, 0 .. k-1}
     *
     * @param samples n samples
     * @param k the number of clusters, 1 .. n
     * @param distance euclidean, or cosine for k-means of the L2-normalised rows
     * @param seed decides the start
     * @param threads the number of threads, at least 1; it does not affect the clusters
     * @param mostRounds the largest number of rounds, at least 1
     * @param progress receives the progress after each round
     * @throws IllegalArgumentException if k is not 1 .. n, or threads or mostRounds is less than 1
     */
    public static int[] clusters(
            Embeddings samples,
            int k,
            Distance distance,
            long seed,
            int threads,
            int mostRounds,
            EvaluationProgress progress) {
        if (mostRounds < 1) {
            throw new IllegalArgumentException("mostRounds must be >= 1, got " + mostRounds);
        }
        if (!(k >= 1 && k <= samples.rows())) {
            throw new IllegalArgumentException(
                    "k must be from 1 to the number of samples, " + samples.rows() + ", got " + k);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        return new KMeans(distance.inEuclideanSpace(samples), k, threads)
                .run(RandomStream.of(seed, "k-means"), mostRounds, progress);
    }

    private int[] run(RandomStream random, int mostRounds, EvaluationProgress progress) {
        Embeddings centers = rows(start(random));
        int[] clusters = new int[samples.rows()];
        double[] squaredDistances = new double[samples.rows()];
        Arrays.fill(clusters, -1);
        for (int round = 0; round < mostRounds && assign(centers, clusters, squaredDistances); round++) {
            progress.at("k-means, rounds at most", round + 1, mostRounds);
            fillEmpty(clusters, squaredDistances);
            centers = means(clusters);
        }
        return clusters;
    }

    /**
     * Draws samples as centers, each with a probability proportional to its squared distance from the nearest center
     * drawn so far.
     */
    private int[] start(RandomStream random) {
        int n = samples.rows();
        double[] toNearest = new double[n];
        Arrays.fill(toNearest, Double.POSITIVE_INFINITY);
        int[] chosen = new int[k];
        chosen[0] = random.nextInt(n);
        for (int c = 1; c < k; c++) {
            lower(toNearest, toSamples.together(samples, chosen[c - 1], chosen[c - 1] + 1)[0]);
            double sum = 0;
            for (double squaredDistance : toNearest) {
                sum += squaredDistance;
            }
            chosen[c] = sum > 0 ? drawn(toNearest, random.nextDouble() * sum) : random.nextInt(n);
        }
        return chosen;
    }

    /** Updates the squared distance of each sample to its nearest center after a center has been added. */
    private void lower(double[] toNearest, double[] center) {
        Parallel.blocks(threads, samples.rows(), TILE, () -> {
            double[] toCenter = new double[TILE];
            return (from, to) -> {
                toSamples.tile(center, from / TILE, toCenter);
                for (int i = from; i < to; i++) {
                    toNearest[i] = Math.min(toNearest[i], toCenter[i - from]);
                }
            };
        });
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
        // Rounding may put the place at or beyond the total.
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
        double[][][] together = new double[(k + TOGETHER - 1) / TOGETHER][][];
        for (int group = 0; group < together.length; group++) {
            together[group] = toSamples.together(centers, group * TOGETHER, k);
        }
        int[] before = clusters.clone();
        Parallel.blocks(threads, samples.rows(), TILE, () -> {
            double[] squared = new double[TOGETHER * TILE];
            double[] least = new double[TILE];
            return (from, to) -> {
                Arrays.fill(squaredDistances, from, to, Double.POSITIVE_INFINITY);
                for (int group = 0; group < together.length; group++) {
                    toSamples.tile(together[group], from / TILE, squared);
                    leastOfFour(squared, least);
                    for (int i = from; i < to; i++) {
                        if (least[i - from] < squaredDistances[i]) {
                            squaredDistances[i] = least[i - from];
                            clusters[i] = group * TOGETHER + firstEqual(squared, i - from, least[i - from]);
                        }
                    }
                }
            };
        });
        return !Arrays.equals(before, clusters);
    }

    /** This is a separate method because the compiler vectorises the loop in this form. */
    private static void leastOfFour(double[] squared, double[] least) {
        for (int j = 0; j < TILE; j++) {
            least[j] = Math.min(
                    Math.min(squared[j], squared[j + TILE]), Math.min(squared[j + 2 * TILE], squared[j + 3 * TILE]));
        }
    }

    private static int firstEqual(double[] squared, int sample, double least) {
        int center = 0;
        while (squared[center * TILE + sample] != least) {
            center++;
        }
        return center;
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

    /** {@return the sample farthest from its center, among samples that share their cluster with others} */
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
        // Threads divide the coordinates, so that each sum is taken in the order of the samples for any number of
        // threads.
        int parts = Math.min(threads, d);
        Parallel.rows(threads, parts, 1, () -> part -> {
            int from = part * d / parts;
            int count = (part + 1) * d / parts - from;
            double[][] sums = new double[k][count];
            double[] row = new double[count];
            for (int i = 0; i < clusters.length; i++) {
                samples.copy(i, from, count, row);
                add(row, sums[clusters[i]]);
            }
            for (int c = 0; c < k; c++) {
                System.arraycopy(sums[c], 0, means, c * d + from, count);
            }
        });
        int[] sizes = sizes(clusters);
        for (int i = 0; i < means.length; i++) {
            means[i] /= sizes[i / d];
        }
        return Embeddings.of(means, d, new int[k]);
    }

    /** Both arrays have the same index, because the compiler vectorises the loop in this form. */
    private static void add(double[] row, double[] sums) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += row[i];
        }
    }
}
