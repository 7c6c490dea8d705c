package org.metricloss.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.metricloss.core.random.RandomStream;

/**
 * Batches that hold the same number of samples from each of several classes, so that every batch contains pairs and
 * triplets (the P x K batches of Hermans et al.: In Defense of the Triplet Loss for Person Re-Identification, 2017,
 * section 2).
 *
 * <p>Classes, and the samples of each class, are dealt from shuffled decks: each is used once before any is used again,
 * and none occurs twice in a batch, except for the samples of {@link SmallClasses#REPEAT repeated} small classes. A
 * batch lists its classes one after the other. An epoch has as many batches as the samples fill. If classes differ in
 * size, an epoch leaves out some samples of the larger classes, different ones each time.
 *
 * @param classes different classes per batch, at least 1
 * @param perClass samples per class, at least 1
 * @param smallClasses what is done with classes that have fewer samples than that
 */
public record BalancedBatches(int classes, int perClass, SmallClasses smallClasses) implements BatchSampler {
    /** @throws IllegalArgumentException if a number is below 1 or the batch has 2^31 samples or more */
    public BalancedBatches {
        if (!(classes > 0)) {
            throw new IllegalArgumentException("classes per batch must be > 0, got " + classes);
        }
        if (!(perClass > 0)) {
            throw new IllegalArgumentException("images per class must be > 0, got " + perClass);
        }
        if ((long) classes * perClass > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a batch must have fewer than 2^31 images, got " + classes + " x " + perClass);
        }
    }

    /**
     * Creates batches in which small classes repeat their samples.
     *
     * @param classes different classes per batch, at least 1
     * @param perClass samples per class, at least 1
     * @throws IllegalArgumentException if a number is below 1 or the batch has 2^31 samples or more
     */
    public BalancedBatches(int classes, int perClass) {
        this(classes, perClass, SmallClasses.REPEAT);
    }

    /** @throws IllegalArgumentException if there are too few classes, or a class is refused */
    @Override
    public List<BatchPlan> epoch(SampleSet samples, long seed, long epoch) {
        int steps = stepsPerEpoch(samples);
        RandomStream random = RandomStream.of(seed, PURPOSE, epoch, 0);
        int[][] byClass = samples.samplesByClass();
        Deck classDeck = new Deck(usedClasses(byClass), random);
        Deck[] decks = new Deck[byClass.length];
        Arrays.setAll(decks, c -> new Deck(byClass[c], random));
        List<BatchPlan> batches = new ArrayList<>(steps);
        for (int step = 0; step < steps; step++) {
            int[] batch = new int[largestBatch()];
            int position = 0;
            for (int c : classDeck.deal(classes)) {
                for (int left = perClass; left > 0; ) {
                    int[] hand = decks[c].deal(Math.min(left, byClass[c].length));
                    System.arraycopy(hand, 0, batch, position, hand.length);
                    position += hand.length;
                    left -= hand.length;
                }
            }
            batches.add(BatchPlan.of(batch));
        }
        return batches;
    }

    /** {@return n / (classes x perClass), rounded down, but at least 1; n counts the samples of the classes in use} */
    @Override
    public int stepsPerEpoch(SampleSet samples) {
        int[][] byClass = samples.samplesByClass();
        if (samples.size() == 0) {
            throw new IllegalArgumentException("batches need at least 1 image, got 0");
        }
        int[] used = usedClasses(byClass);
        if (classes > used.length) {
            throw new IllegalArgumentException(
                    "classes per batch must be at most %s, the number of classes with %s, got %s"
                            .formatted(
                                    used.length,
                                    smallClasses == SmallClasses.SKIP && perClass > 1
                                            ? "at least %s training %s".formatted(perClass, samples.noun())
                                            : "training " + samples.noun(),
                                    classes));
        }
        if (smallClasses == SmallClasses.REFUSE) {
            int smallest = Arrays.stream(used)
                    .boxed()
                    .min(Comparator.comparingInt(c -> byClass[c].length))
                    .orElseThrow();
            if (perClass > byClass[smallest].length) {
                throw new IllegalArgumentException(
                        "images per class must be at most %s, the number of training images of class '%s', got %s"
                                .formatted(
                                        byClass[smallest].length,
                                        samples.classNames().get(smallest),
                                        perClass));
            }
        }
        long all = Arrays.stream(used).mapToLong(c -> byClass[c].length).sum();
        return (int) Math.max(1, all / largestBatch());
    }

    /** {@return how many classes with training samples have fewer of them than a batch takes of each class} */
    public int smallClassesIn(SampleSet samples) {
        return (int) Arrays.stream(samples.samplesByClass())
                .filter(ofClass -> ofClass.length > 0 && ofClass.length < perClass)
                .count();
    }

    @Override
    public int largestBatch() {
        return classes * perClass;
    }

    private int[] usedClasses(int[][] byClass) {
        int least = smallClasses == SmallClasses.SKIP ? perClass : 1;
        return IntStream.range(0, byClass.length)
                .filter(c -> byClass[c].length >= least)
                .toArray();
    }
}
