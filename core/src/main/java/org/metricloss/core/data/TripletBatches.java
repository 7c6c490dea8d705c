package org.metricloss.core.data;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.random.RandomStream;

/**
 * Batches of listed triplets: an anchor, a positive (another image of its class) and a negative (an image of another
 * class). All three images of every triplet go through the network, even if an image is in several triplets.
 *
 * <p>A batch holds triplet i at its positions 3i (anchor), 3i + 1 (positive) and 3i + 2 (negative). Anchors are dealt
 * from a shuffled deck of the images that are not alone in their class; positives and negatives are drawn uniformly
 * from the images that qualify. In one epoch as many images go through the network as the set has, rounded down to
 * whole batches, but at least one batch.
 *
 * @param triplets triplets per batch, in [1, {@value #MAX_TRIPLETS}]
 */
public record TripletBatches(int triplets) implements BatchSampler {
    /** The largest number of triplets in a batch: a million images. */
    public static final int MAX_TRIPLETS = 333_333;

    /** @throws IllegalArgumentException if the number is out of its range */
    public TripletBatches {
        if (!(triplets >= 1 && triplets <= MAX_TRIPLETS)) {
            throw new IllegalArgumentException(
                    "triplets per batch must be in [1, %s], got %s".formatted(MAX_TRIPLETS, triplets));
        }
    }

    @Override
    public List<BatchPlan> epoch(SampleSet images, long seed, long epoch) {
        int steps = stepsPerEpoch(images);
        TupleDraws draws = new TupleDraws(images, RandomStream.of(seed, PURPOSE, epoch, 0));
        Deck anchors = draws.withPositive();
        List<BatchPlan> batches = new ArrayList<>(steps);
        for (int step = 0; step < steps; step++) {
            int[] batch = new int[largestBatch()];
            for (int position = 0; position < batch.length; position += 3) {
                int anchor = anchors.deal(1)[0];
                batch[position] = anchor;
                batch[position + 1] = draws.positive(anchor);
                batch[position + 2] = draws.negative(anchor);
            }
            batches.add(BatchPlan.ofTuples(batch, 3));
        }
        return batches;
    }

    /** {@return n / (3 x triplets), rounded down, but at least 1} */
    @Override
    public int stepsPerEpoch(SampleSet images) {
        TupleDraws.requireBothKinds(images, "triplets");
        return Math.max(1, images.size() / largestBatch());
    }

    @Override
    public int largestBatch() {
        return 3 * triplets;
    }
}
