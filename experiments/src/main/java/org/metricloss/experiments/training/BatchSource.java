package org.metricloss.experiments.training;

import java.util.List;
import org.metricloss.core.augment.Augmentation;
import org.metricloss.core.augment.Canvas;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.SampleSet;

/**
 * The batches of a trial: which images they have, and the pixels of these.
 *
 * @param images the training part: images, or vectors
 * @param scaling maps pixels to network inputs
 * @param sampler draws the batches
 * @param augmentation the random changes; none unless the samples are images
 * @param seed the trial's seed
 */
record BatchSource(SampleSet images, InputScaling scaling, BatchSampler sampler, Augmentation augmentation, long seed) {
    /** {@return the batches of a trial, on the data of its seed} */
    static BatchSource of(Plan plan, Trial trial, Dataset split) {
        Augmentation augmentation = plan.experiment().augment();
        return new BatchSource(split.train(), split.scaling(), plan.sampler(), augmentation, trial.seed());
    }

    /** {@return whether laying out a batch takes so long that threads beside the training step should do it} */
    boolean isSlow() {
        return !augmentation.isNone() || !images.isInMemory();
    }

    /**
     * {@return the batches of an epoch, in order}
     *
     * @param epoch counted from 0
     */
    List<BatchPlan> epoch(int epoch) {
        return sampler.epoch(images, seed, epoch);
    }

    /** {@return the number of values in a batch} */
    int values(BatchPlan plan) {
        return Math.multiplyExact(plan.size(), images.values());
    }

    /** {@return the labels of a batch} */
    int[] labels(BatchPlan plan) {
        return images.labels(plan.indices());
    }

    /**
     * {@return how often each image of each batch occurred before in the epoch, in the order of the batches}
     *
     * @param batches all batches of an epoch
     */
    int[][] occurrences(List<BatchPlan> batches) {
        int[] seen = new int[images.size()];
        int[][] occurrences = new int[batches.size()][];
        for (int step = 0; step < occurrences.length; step++) {
            int[] indices = batches.get(step).indices();
            occurrences[step] = new int[indices.length];
            for (int i = 0; i < indices.length; i++) {
                occurrences[step][i] = seen[indices[i]]++;
            }
        }
        return occurrences;
    }

    /**
     * Lays out the pixels of a batch, augmented if there is an augmentation.
     *
     * @param plan the batch
     * @param epoch counted from 0
     * @param occurrences how often each image of the batch occurred before in the epoch
     * @param target receives {@link #values} values
     */
    void layOut(BatchPlan plan, int epoch, int[] occurrences, float[] target) {
        if (augmentation.isNone()) {
            images.copy(plan.indices(), scaling, target);
            return;
        }
        ImageSet augmented = (ImageSet) images;
        Canvas canvas = new Canvas(augmented.shape(), augmented.maxValue());
        int[] indices = plan.indices();
        for (int i = 0; i < indices.length; i++) {
            Augmentation.Draw draw = new Augmentation.Draw(seed, epoch, occurrences[i]);
            augmentation.copy(augmented, indices[i], draw, scaling, canvas, target, i * images.values());
        }
    }
}
