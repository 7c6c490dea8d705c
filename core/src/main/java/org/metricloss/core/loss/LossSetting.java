package org.metricloss.core.loss;

/**
 * What a loss knows before the first batch.
 *
 * @param classes the number of classes; labels are in [0, classes)
 * @param dimension the embedding dimension d
 */
public record LossSetting(int classes, int dimension) {
    /** Checks the ranges. */
    public LossSetting {
        if (!(classes >= 1)) {
            throw new IllegalArgumentException("classes must be >= 1, got " + classes);
        }
        if (!(dimension >= 1)) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
    }
}
