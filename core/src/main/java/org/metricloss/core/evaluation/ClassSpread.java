package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Measures how compact the classes are and how far apart they lie, in Euclidean distance.
 *
 * <p>Both values depend on the scale of the embeddings, so only their ratio can be used to compare networks.
 *
 * @param compactness the mean over all samples of the distance to the center of their own class, which includes the
 *     sample itself; at least 0, lower is more compact
 * @param separability the mean distance over all unordered pairs of class centers; at least 0, empty if there is only one
 *     class
 */
public record ClassSpread(double compactness, OptionalDouble separability) {
    /**
     * {@return the spread of the classes}
     *
     * @param samples the samples
     */
    public static ClassSpread of(Embeddings samples) {
        Embeddings centers = ClassCenters.of(samples);
        return new ClassSpread(meanDistanceToOwnCenter(samples, centers), meanDistanceOfCenters(centers));
    }

    /** {@return compactness / separability, lower is better; empty if there is one class or all centers coincide} */
    public OptionalDouble compactnessToSeparability() {
        if (separability.isEmpty() || separability.getAsDouble() == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(compactness / separability.getAsDouble());
    }

    private static double meanDistanceToOwnCenter(Embeddings samples, Embeddings centers) {
        int[] classes = centers.labels();
        double sum = 0;
        for (int row = 0; row < samples.rows(); row++) {
            int own = Arrays.binarySearch(classes, samples.label(row));
            sum += Math.sqrt(samples.squaredDistance(row, centers, own));
        }
        return sum / samples.rows();
    }

    private static OptionalDouble meanDistanceOfCenters(Embeddings centers) {
        double sum = 0;
        long pairs = 0;
        for (int i = 0; i < centers.rows(); i++) {
            for (int j = i + 1; j < centers.rows(); j++) {
                sum += Math.sqrt(centers.squaredDistance(i, centers, j));
                pairs++;
            }
        }
        return pairs == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / pairs);
    }
}
