package org.metricloss.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metricloss.core.random.RandomStream;

/**
 * Batches that contain every image once per epoch, in random order. The last batch is smaller if the batch size does
 * not divide the number of images; it is kept, so that no image is left out.
 *
 * @param size images per batch, at least 1
 */
public record ShuffledBatches(int size) implements BatchSampler {
    /** @throws IllegalArgumentException if the size is below 1 */
    public ShuffledBatches {
        if (!(size > 0)) {
            throw new IllegalArgumentException("batch size must be > 0, got " + size);
        }
    }

    @Override
    public List<BatchPlan> epoch(SampleSet images, long seed, long epoch) {
        int steps = stepsPerEpoch(images);
        int[] order = RandomStream.of(seed, PURPOSE, epoch, 0).permutation(images.size());
        List<BatchPlan> batches = new ArrayList<>(steps);
        for (int step = 0; step < steps; step++) {
            int from = step * size;
            int to = (int) Math.min((long) from + size, order.length);
            batches.add(BatchPlan.of(Arrays.copyOfRange(order, from, to)));
        }
        return batches;
    }

    /** {@return n / size, rounded up} */
    @Override
    public int stepsPerEpoch(SampleSet images) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("batches need at least 1 image, got 0");
        }
        return (images.size() - 1) / size + 1;
    }

    @Override
    public int largestBatch() {
        return size;
    }
}
