package org.metricloss.core.evaluation;

import java.util.Arrays;

/** The centers of the classes: the mean of all samples of a class. */
public final class ClassCenters {
    private ClassCenters() {}

    /**
     * {@return one row per class that occurs, labelled with the class, in ascending order of labels}
     *
     * @param samples n samples
     */
    public static Embeddings of(Embeddings samples) {
        int[] classes = samples.classes();
        int dimension = samples.dimension();
        double[] centers = new double[classes.length * dimension];
        int[] counts = new int[classes.length];
        for (int row = 0; row < samples.rows(); row++) {
            int position = Arrays.binarySearch(classes, samples.label(row));
            counts[position]++;
            for (int k = 0; k < dimension; k++) {
                centers[position * dimension + k] += samples.value(row, k);
            }
        }
        for (int i = 0; i < centers.length; i++) {
            centers[i] /= counts[i / dimension];
        }
        return Embeddings.of(centers, dimension, classes);
    }
}
