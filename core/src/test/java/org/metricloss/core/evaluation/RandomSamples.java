package org.metricloss.core.evaluation;

import org.metricloss.core.random.RandomStream;

/** Random samples for tests. */
final class RandomSamples {
    private RandomSamples() {}

    /** Points on a small integer grid: many equal distances and equal rows. Classes of unequal size. */
    static Embeddings onGrid(long seed, int rows, int dimension, int classes) {
        RandomStream random = RandomStream.of(seed, "grid");
        double[] values = new double[rows * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(4) - 2;
        }
        return Embeddings.of(values, dimension, labels(random, rows, classes));
    }

    /** Gaussian points: no two distances are equal. */
    static Embeddings gaussian(long seed, int rows, int dimension, int classes) {
        RandomStream random = RandomStream.of(seed, "gaussian");
        double[] values = new double[rows * dimension];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian();
        }
        return Embeddings.of(values, dimension, labels(random, rows, classes));
    }

    private static int[] labels(RandomStream random, int rows, int classes) {
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = 10 * Math.min(random.nextInt(classes), random.nextInt(classes)) - 5;
        }
        return labels;
    }
}
