package org.metricloss.core.data;

import java.util.List;

/**
 * Lists the batches of an epoch. Samplers hold settings only, so the same arguments always give the same batches, on
 * every engine and whichever epoch a run resumes from.
 */
public interface BatchSampler {
    /** The purpose under which samplers open their random stream. */
    String PURPOSE = "batches";

    /**
     * Lists the batches of one epoch.
     *
     * @param images the images to train on
     * @param seed the trial's seed
     * @param epoch counted from 0
     * @return {@link #stepsPerEpoch} batches, in order
     * @throws IllegalArgumentException if the images do not allow such batches; the message says what is missing
     */
    List<BatchPlan> epoch(SampleSet images, long seed, long epoch);

    /**
     * {@return the number of batches in every epoch, at least 1}
     *
     * @param images the images to train on
     * @throws IllegalArgumentException if the images do not allow such batches
     */
    int stepsPerEpoch(SampleSet images);

    /** {@return the largest number of images in a batch} */
    int largestBatch();
}
