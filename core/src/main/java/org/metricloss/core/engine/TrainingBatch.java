package org.metricloss.core.engine;

import java.util.Optional;

/**
 * One batch to train on. The arrays are not copied: they belong to the caller, who must not change them during the
 * step.
 *
 * @param epoch the epoch, counted from 0; with the step it names the random draws
 * @param step the step within the epoch, counted from 0
 * @param images m images, row-major, [m, channels * height * width]
 * @param labels m class indices
 * @param tuples explicit pairs [t][2] or triplets [t][3] of batch rows, if the sampler lists them
 * @param learningRateFactor factor of every learning rate in this step, at least 0
 */
public record TrainingBatch(
        int epoch, int step, float[] images, int[] labels, Optional<int[][]> tuples, double learningRateFactor) {
    /** Checks the factor. */
    public TrainingBatch {
        if (!(learningRateFactor >= 0 && learningRateFactor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learningRateFactor must be >= 0 and finite, got " + learningRateFactor);
        }
    }

    /**
     * A batch without explicit tuples, at the optimizer's own learning rate.
     *
     * @param epoch the epoch, counted from 0
     * @param step the step within the epoch, counted from 0
     * @param images m images
     * @param labels m class indices
     */
    public TrainingBatch(int epoch, int step, float[] images, int[] labels) {
        this(epoch, step, images, labels, Optional.empty(), 1);
    }

    /** {@return the number of samples m} */
    public int samples() {
        return labels.length;
    }
}
