package org.metricloss.core.evaluation;

import java.util.SortedMap;
import java.util.TreeMap;

/** The centers of the classes: the mean of all samples of a class. Samples may be added in parts. */
public final class ClassCenters {
    private final int dimension;
    private final Distance distance;
    private final SortedMap<Integer, Sum> sums = new TreeMap<>();

    /**
     * Begins without samples.
     *
     * @param dimension d, at least 1
     * @param distance what the centers are for: samples are divided by their lengths first if it is the cosine distance
     * @throws IllegalArgumentException if the dimension is less
     */
    public ClassCenters(int dimension, Distance distance) {
        if (!(dimension >= 1)) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
        this.dimension = dimension;
        this.distance = distance;
    }

    /** The sum of the samples of a class. */
    private static final class Sum {
        private final double[] values;
        private int count;

        Sum(int dimension) {
            this.values = new double[dimension];
        }
    }

    /**
     * {@return one row per class that occurs, labelled with the class, in ascending order of labels}
     *
     * @param samples n samples
     */
    public static Embeddings of(Embeddings samples) {
        ClassCenters centers = new ClassCenters(samples.dimension(), Distance.EUCLIDEAN);
        centers.add(samples);
        return centers.centers();
    }

    /**
     * Adds samples.
     *
     * @param samples [n, d]
     * @throws IllegalArgumentException if they are of another dimension
     */
    public void add(Embeddings samples) {
        if (samples.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "samples must be of dimension %s, got %s".formatted(dimension, samples.dimension()));
        }
        Embeddings compared = distance.inEuclideanSpace(samples);
        for (int row = 0; row < compared.rows(); row++) {
            Sum sum = sums.computeIfAbsent(compared.label(row), unseen -> new Sum(dimension));
            sum.count++;
            for (int k = 0; k < dimension; k++) {
                sum.values[k] += compared.value(row, k);
            }
        }
    }

    /** {@return one row per class that occurs in what was added, labelled with the class, in ascending order of labels} */
    public Embeddings centers() {
        double[] centers = new double[sums.size() * dimension];
        int place = 0;
        for (Sum sum : sums.values()) {
            for (int k = 0; k < dimension; k++) {
                centers[place++] = sum.values[k] / sum.count;
            }
        }
        return Embeddings.of(
                centers,
                dimension,
                sums.keySet().stream().mapToInt(Integer::intValue).toArray());
    }
}
