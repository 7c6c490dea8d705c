package org.metricloss.core.data;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.random.RandomStream;

/**
 * Batches of listed pairs, half of them positive (two images of one class) and half negative (images of two classes),
 * as Siamese networks are trained (Hadsell, Chopra, LeCun, CVPR 2006). Both images of every pair go through the
 * network, even if an image is in several pairs. If the number of pairs is odd, there is one more positive pair.
 *
 * <p>A batch holds pair i at its positions 2i and 2i + 1, the positive pairs first. The first image of a pair is dealt
 * from a shuffled deck; each kind of pair has its own deck. The second is drawn uniformly from the images that make the
 * pair positive or negative. In one epoch as many images go through the network as the set has, rounded down to whole
 * batches, but at least one batch.
 *
 * @param pairs pairs per batch, in [{@value #MIN_PAIRS}, {@value #MAX_PAIRS}]
 */
public record PairBatches(int pairs) implements BatchSampler {
    /** The smallest number of pairs in a batch: one of each kind. */
    public static final int MIN_PAIRS = 2;

    /** The largest number of pairs in a batch: a million images. */
    public static final int MAX_PAIRS = 500_000;

    /** @throws IllegalArgumentException if the number is out of its range */
    public PairBatches {
        if (!(pairs >= MIN_PAIRS && pairs <= MAX_PAIRS)) {
            throw new IllegalArgumentException(
                    "pairs per batch must be in [%s, %s], got %s".formatted(MIN_PAIRS, MAX_PAIRS, pairs));
        }
    }

    /** {@return the number of positive pairs in a batch: half of them, rounded up} */
    public int positivePairs() {
        return (pairs + 1) / 2;
    }

    @Override
    public List<BatchPlan> epoch(SampleSet images, long seed, long epoch) {
        int steps = stepsPerEpoch(images);
        RandomStream random = RandomStream.of(seed, PURPOSE, epoch, 0);
        TupleDraws draws = new TupleDraws(images, random);
        Deck ofPositives = draws.withPositive();
        Deck ofNegatives = draws.all();
        List<BatchPlan> batches = new ArrayList<>(steps);
        for (int step = 0; step < steps; step++) {
            int[] batch = new int[largestBatch()];
            for (int pair = 0; pair < pairs; pair++) {
                boolean positive = pair < positivePairs();
                int first = (positive ? ofPositives : ofNegatives).deal(1)[0];
                batch[2 * pair] = first;
                batch[2 * pair + 1] = positive ? draws.positive(first) : draws.negative(first);
            }
            batches.add(BatchPlan.ofTuples(batch, 2));
        }
        return batches;
    }

    /** {@return n / (2 x pairs), rounded down, but at least 1} */
    @Override
    public int stepsPerEpoch(SampleSet images) {
        TupleDraws.requireBothKinds(images, "pairs");
        return Math.max(1, images.size() / largestBatch());
    }

    @Override
    public int largestBatch() {
        return 2 * pairs;
    }
}
