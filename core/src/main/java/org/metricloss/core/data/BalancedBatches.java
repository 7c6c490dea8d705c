package org.metricloss.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.metricloss.core.random.RandomStream;

/**
 * Batches that hold the same number of images from each of several classes, so that every batch contains pairs and
 * triplets (the P x K batches of Hermans et al.: In Defense of the Triplet Loss for Person Re-Identification, 2017,
 * section 2).
 *
 * <p>Classes, and the images of each class, are dealt from shuffled decks: each is used once before any is used again,
 * and none occurs twice in a batch. A batch lists its classes one after the other. An epoch has as many batches as the
 * images fill. If classes differ in size, an epoch leaves out some images of the larger classes, different ones each
 * time.
 *
 * @param classes different classes per batch, at least 1
 * @param perClass different images per class, at least 1
 */
public record BalancedBatches(int classes, int perClass) implements BatchSampler {
    /** @throws IllegalArgumentException if a number is below 1 or the batch has 2^31 images or more */
    public BalancedBatches {
        if (!(classes > 0)) {
            throw new IllegalArgumentException("classes per batch must be > 0, got " + classes);
        }
        if (!(perClass > 0)) {
            throw new IllegalArgumentException("images per class must be > 0, got " + perClass);
        }
        if ((long) classes * perClass > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a batch must have less than 2^31 images, got " + classes + " x " + perClass);
        }
    }

    /** @throws IllegalArgumentException if there are too few classes, or a class with images has too few */
    @Override
    public List<BatchPlan> epoch(ImageSet images, long seed, long epoch) {
        int steps = stepsPerEpoch(images);
        RandomStream random = RandomStream.of(seed, PURPOSE, epoch, 0);
        int[][] byClass = images.imagesByClass();
        Deck classDeck = new Deck(presentClasses(byClass), random);
        Deck[] imageDecks = new Deck[byClass.length];
        Arrays.setAll(imageDecks, c -> new Deck(byClass[c], random));
        List<BatchPlan> batches = new ArrayList<>(steps);
        for (int step = 0; step < steps; step++) {
            int[] batch = new int[largestBatch()];
            int position = 0;
            for (int c : classDeck.deal(classes)) {
                System.arraycopy(imageDecks[c].deal(perClass), 0, batch, position, perClass);
                position += perClass;
            }
            batches.add(BatchPlan.of(batch));
        }
        return batches;
    }

    /** {@return n / (classes x perClass), rounded down, but at least 1} */
    @Override
    public int stepsPerEpoch(ImageSet images) {
        int[][] byClass = images.imagesByClass();
        int[] present = presentClasses(byClass);
        if (classes > present.length) {
            throw new IllegalArgumentException("classes per batch must be at most " + present.length
                    + ", the number of classes with training images, got " + classes);
        }
        int smallest = Arrays.stream(present)
                .boxed()
                .min(Comparator.comparingInt(c -> byClass[c].length))
                .orElseThrow(() -> new IllegalArgumentException("batches need at least 1 image, got 0"));
        if (perClass > byClass[smallest].length) {
            throw new IllegalArgumentException("images per class must be at most " + byClass[smallest].length
                    + ", the number of training images of class '"
                    + images.classNames().get(smallest) + "', got "
                    + perClass);
        }
        return Math.max(1, images.size() / largestBatch());
    }

    @Override
    public int largestBatch() {
        return classes * perClass;
    }

    private static int[] presentClasses(int[][] byClass) {
        return IntStream.range(0, byClass.length)
                .filter(c -> byClass[c].length > 0)
                .toArray();
    }
}
