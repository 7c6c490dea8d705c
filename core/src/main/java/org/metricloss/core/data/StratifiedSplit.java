package org.metricloss.core.data;

import java.util.Arrays;
import java.util.Comparator;
import org.metricloss.core.random.RandomStream;

/**
 * Sets training images aside, of each class in the same proportion. Which images are taken depends on (seed, class) alone.
 */
final class StratifiedSplit {
    private StratifiedSplit() {}

    /**
     * Of k images in total, class c with n_c of the n images gives k n_c / n, rounded down; the images still missing are taken
     * one each from the classes with the largest remainders, the first of equal ones. Each class keeps at least one image.
     *
     * @throws IllegalArgumentException if a class would be left without a training image
     */
    static Split of(ImageSet training, Holdout holdout, long seed) {
        int[][] byClass = training.imagesByClass();
        int[] taken = taken(byClass, holdout.of(training.size()), training.size());
        boolean[] aside = new boolean[training.size()];
        for (int c = 0; c < byClass.length; c++) {
            RandomStream.of(seed, "validation", 0, c).shuffle(byClass[c]);
            for (int i = 0; i < taken[c]; i++) {
                aside[byClass[c][i]] = true;
            }
        }
        return Split.of(aside);
    }

    /**
     * One of several folds: together they take each image once. The images are dealt class by class, so that the folds' shares
     * of a class differ by at most one image, and so do the folds.
     *
     * @param fold the fold that is set aside, from 0
     * @param folds how many there are, at least 2
     * @throws IllegalArgumentException if a class has fewer images than there are folds
     */
    static Split fold(ImageSet training, int fold, int folds, long seed) {
        int[][] byClass = training.imagesByClass();
        boolean[] aside = new boolean[training.size()];
        int dealt = 0;
        for (int c = 0; c < byClass.length; c++) {
            if (byClass[c].length > 0 && byClass[c].length < folds) {
                throw new IllegalArgumentException("folds must be at most " + byClass[c].length
                        + ", the number of training images of class '"
                        + training.classNames().get(c) + "', got " + folds);
            }
            RandomStream.of(seed, "folds", 0, c).shuffle(byClass[c]);
            for (int image : byClass[c]) {
                aside[image] = dealt++ % folds == fold;
            }
        }
        return Split.of(aside);
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
