package org.metricloss.core.data;

import java.util.Arrays;
import java.util.Comparator;
import org.metricloss.core.random.RandomStream;

/**
 * Divides training images into those to train on and those to validate on, each class in the same proportion.
 *
 * <p>Of k images in total, class c with n_c of the n images gives k n_c / n, rounded down; the images still missing are
 * taken one each from the classes with the largest remainders, the first of equal ones. Each class keeps at least one
 * image. Which images are taken depends on (seed, class) alone.
 *
 * @param train indices of the images to train on, ascending
 * @param validation indices of the images set aside, ascending
 */
record StratifiedSplit(int[] train, int[] validation) {
    static StratifiedSplit of(ImageSet training, Holdout holdout, long seed) {
        int[][] byClass = training.imagesByClass();
        int[] taken = taken(byClass, holdout.imagesOf(training.size()), training.size());
        boolean[] aside = new boolean[training.size()];
        for (int c = 0; c < byClass.length; c++) {
            RandomStream.of(seed, "validation", 0, c).shuffle(byClass[c]);
            for (int i = 0; i < taken[c]; i++) {
                aside[byClass[c][i]] = true;
            }
        }
        int[] validation = new int[Arrays.stream(taken).sum()];
        int[] train = new int[aside.length - validation.length];
        int trainCount = 0;
        int validationCount = 0;
        for (int image = 0; image < aside.length; image++) {
            if (aside[image]) {
                validation[validationCount++] = image;
            } else {
                train[trainCount++] = image;
            }
        }
        return new StratifiedSplit(train, validation);
    }

    private static int[] taken(int[][] byClass, int wanted, int available) {
        long present =
                Arrays.stream(byClass).filter(images -> images.length > 0).count();
        if (wanted > available - present) {
            throw new IllegalArgumentException("validation must leave each class a training image: at most "
                    + (available - present) + " of " + available + " images, got " + wanted);
        }
        int[] taken = new int[byClass.length];
        long[] remainders = new long[byClass.length];
        int missing = wanted;
        for (int c = 0; c < byClass.length && available > 0; c++) {
            long share = (long) wanted * byClass[c].length;
            taken[c] = (int) (share / available);
            remainders[c] = share % available;
            missing -= taken[c];
        }
        Integer[] byRemainder = new Integer[byClass.length];
        Arrays.setAll(byRemainder, c -> c);
        Arrays.sort(byRemainder, Comparator.comparingLong((Integer c) -> -remainders[c]));
        // More than one round only where small classes cannot give their share without losing their last image.
        while (missing > 0) {
            for (int c : byRemainder) {
                if (missing > 0 && taken[c] < byClass[c].length - 1) {
                    taken[c]++;
                    missing--;
                }
            }
        }
        return taken;
    }
}
