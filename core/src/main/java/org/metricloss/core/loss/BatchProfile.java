package org.metricloss.core.loss;

import java.util.Arrays;

/**
 * What is known of a batch without its embeddings: the number of samples of each class, their dimension, and the
 * number of listed tuples.
 */
public final class BatchProfile {
    private final int[] classSizes;
    private final int classes;
    private final int dimension;
    private final int listedTuples;

    private BatchProfile(int[] classSizes, int classes, int dimension, int listedTuples) {
        this.classSizes = classSizes;
        this.classes = classes;
        this.dimension = dimension;
        this.listedTuples = listedTuples;
    }

    /**
     * A batch in which every class occurs.
     *
     * @param classSizes the number of samples of each class, each at least 1
     * @param dimension the embedding dimension, at least 1
     * @return the profile
     */
    public static BatchProfile of(int[] classSizes, int dimension) {
        return of(classSizes, classSizes.length, dimension);
    }

    /**
     * {@return the profile}
     *
     * @param classSizes the number of samples of each class that occurs, each at least 1
     * @param classes the number of classes there are, whether they occur or not
     * @param dimension the embedding dimension, at least 1
     */
    public static BatchProfile of(int[] classSizes, int classes, int dimension) {
        if (!(classes >= classSizes.length)) {
            throw new IllegalArgumentException(
                    "classes must be >= the %s that occur, got %s".formatted(classSizes.length, classes));
        }
        if (!(dimension >= 1)) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
        if (Arrays.stream(classSizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("class sizes must be >= 1, got " + Arrays.toString(classSizes));
        }
        return new BatchProfile(classSizes.clone(), classes, dimension, 0);
    }

    /**
     * {@return the profile of a batch}
     *
     * @param labels the class of each sample, in [0, classes)
     * @param classes the number of classes there are
     * @param dimension the embedding dimension, at least 1
     */
    public static BatchProfile ofLabels(int[] labels, int classes, int dimension) {
        int[] sizes = new int[classes];
        for (int label : labels) {
            sizes[label]++;
        }
        return of(Arrays.stream(sizes).filter(size -> size > 0).toArray(), classes, dimension);
    }

    /**
     * A batch of m samples, distributed as evenly as possible over the classes, as a shuffled batch is on average.
     *
     * @param samples m, at least 1
     * @param classes the number of classes, at least 1
     * @param dimension the embedding dimension, at least 1
     * @return the profile
     */
    public static BatchProfile even(int samples, int classes, int dimension) {
        int[] sizes = new int[Math.min(samples, classes)];
        for (int i = 0; i < samples; i++) {
            sizes[i % sizes.length]++;
        }
        return of(sizes, classes, dimension);
    }

    /**
     * {@return this profile with that number of listed tuples}
     *
     * @param tuples how many pairs or triplets the sampler lists, at least 0
     */
    public BatchProfile listing(int tuples) {
        if (!(tuples >= 0)) {
            throw new IllegalArgumentException("listed tuples must be >= 0, got " + tuples);
        }
        return new BatchProfile(classSizes, classes, dimension, tuples);
    }

    /** {@return t, how many pairs or triplets the sampler lists; 0 if it lists none} */
    public int listedTuples() {
        return listedTuples;
    }

    /** {@return the number of samples m} */
    public int samples() {
        return Arrays.stream(classSizes).sum();
    }

    /** {@return the number of classes there are, whether they occur in the batch or not} */
    public int classes() {
        return classes;
    }

    /** {@return the embedding dimension} */
    public int dimension() {
        return dimension;
    }

    /** {@return unordered pairs of two samples, m(m-1)/2} */
    public long pairs() {
        long m = samples();
        return m * (m - 1) / 2;
    }

    /** {@return ordered pairs (i, j), i not j, of equal label} */
    public long orderedPositivePairs() {
        return Arrays.stream(classSizes).mapToLong(k -> (long) k * (k - 1)).sum();
    }

    /** {@return ordered pairs (i, j) of different label} */
    public long orderedNegativePairs() {
        long m = samples();
        return Arrays.stream(classSizes).mapToLong(k -> k * (m - k)).sum();
    }

    /** {@return triplets (a, p, n): a and p two samples of equal label, n one of another} */
    public long triplets() {
        long m = samples();
        return Arrays.stream(classSizes)
                .mapToLong(k -> (long) k * (k - 1) * (m - k))
                .sum();
    }

    /** {@return the number of samples of the largest class} */
    public int largestClass() {
        return Arrays.stream(classSizes).max().orElse(0);
    }

    /** {@return the classes with at least two samples in the batch} */
    public int classesOfTwo() {
        return (int) Arrays.stream(classSizes).filter(k -> k >= 2).count();
    }

    /** {@return samples that have a positive in the batch} */
    public long samplesWithPositives() {
        return Arrays.stream(classSizes).filter(k -> k >= 2).asLongStream().sum();
    }

    /** {@return samples that have both a positive and a negative in the batch} */
    public long anchors() {
        return classSizes.length < 2
                ? 0
                : Arrays.stream(classSizes).filter(k -> k >= 2).sum();
    }
}
