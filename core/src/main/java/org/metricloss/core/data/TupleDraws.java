package org.metricloss.core.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metricloss.core.random.RandomStream;

/**
 * Draws the members of pairs and triplets. First members are dealt from shuffled decks, so that each image is a first
 * member once before any is again. Partners are drawn uniformly from the images that qualify, independently each time.
 */
final class TupleDraws {
    private final int[] labels;
    private final int[][] byClass;
    private final int[] notAlone;
    private final RandomStream random;

    TupleDraws(SampleSet images, RandomStream random) {
        this.labels = images.labels();
        this.byClass = images.samplesByClass();
        this.notAlone = IntStream.range(0, labels.length)
                .filter(image -> byClass[labels[image]].length > 1)
                .toArray();
        this.random = random;
    }

    /**
     * @param what the tuples to draw, for the message: pairs or triplets
     * @throws IllegalArgumentException if there is no positive pair or no negative pair among the images
     */
    static void requireBothKinds(SampleSet images, String what) {
        int[][] byClass = images.samplesByClass();
        long present = Arrays.stream(byClass).filter(each -> each.length > 0).count();
        int largest = Arrays.stream(byClass).mapToInt(each -> each.length).max().orElse(0);
        if (present < 2) {
            throw new IllegalArgumentException(
                    "%s need training images of at least 2 classes, got %s".formatted(what, present));
        }
        if (largest < 2) {
            throw new IllegalArgumentException(
                    "%s need a class with at least 2 training images, but every class has only 1".formatted(what));
        }
    }

    /** {@return the images that have a partner in their class, to be dealt as first members} */
    Deck withPositive() {
        return new Deck(notAlone, random);
    }

    /** {@return all images, to be dealt as first members of negative pairs} */
    Deck all() {
        return new Deck(IntStream.range(0, labels.length).toArray(), random);
    }

    /** {@return another image of the same class} */
    int positive(int image) {
        int[] own = byClass[labels[image]];
        int drawn = random.nextInt(own.length - 1);
        // The draw leaves out the last image of the class, which replaces the image itself if that is drawn.
        return own[drawn] == image ? own[own.length - 1] : own[drawn];
    }

    /** {@return an image of another class} */
    int negative(int image) {
        int drawn = random.nextInt(labels.length - byClass[labels[image]].length);
        for (int c = 0; c < byClass.length; c++) {
            if (c != labels[image]) {
                if (drawn < byClass[c].length) {
                    return byClass[c][drawn];
                }
                drawn -= byClass[c].length;
            }
        }
        throw new IllegalStateException("images of other classes were counted wrongly");
    }
}
