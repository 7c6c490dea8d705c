package org.metricloss.core.data;

import java.util.List;

/**
 * Batches that hold each image of other batches several times, so that it is augmented in several ways: all images once,
 * then all images again (Khosla et al.: Supervised Contrastive Learning, NeurIPS 2020, section 3.1; there two views).
 *
 * @param once draws the images; it must not list tuples
 * @param views how often each image occurs, at least 2
 */
public record RepeatedViews(BatchSampler once, int views) implements BatchSampler {
    /** @throws IllegalArgumentException if there are fewer than two views or 2^31 images or more in a batch */
    public RepeatedViews {
        if (!(views >= 2)) {
            throw new IllegalArgumentException("views must be >= 2, got " + views);
        }
        if ((long) once.largestBatch() * views > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a batch must have less than 2^31 images, got " + once.largestBatch() + " x " + views);
        }
    }

    @Override
    public List<BatchPlan> epoch(SampleSet images, long seed, long epoch) {
        return once.epoch(images, seed, epoch).stream().map(this::repeated).toList();
    }

    private BatchPlan repeated(BatchPlan batch) {
        if (batch.tuples().isPresent()) {
            throw new IllegalArgumentException("batches that list tuples hold each image once");
        }
        int[] indices = batch.indices();
        int[] all = new int[indices.length * views];
        for (int view = 0; view < views; view++) {
            System.arraycopy(indices, 0, all, view * indices.length, indices.length);
        }
        return BatchPlan.of(all);
    }

    @Override
    public int stepsPerEpoch(SampleSet images) {
        return once.stepsPerEpoch(images);
    }

    @Override
    public int largestBatch() {
        return once.largestBatch() * views;
    }
}
