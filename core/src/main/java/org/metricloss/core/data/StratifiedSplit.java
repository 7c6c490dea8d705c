package org.metricloss.core.data;

import java.util.Arrays;
import java.util.Comparator;
import org.metricloss.core.random.RandomStream;

/**
 * Sets training images aside, in the same proportion from each class. The choice within a class depends only on (seed,
 * class).
 */
final class StratifiedSplit {
    private StratifiedSplit() {}

    /**
     * Sets k images aside in total. Class c, with n_c of the n images, contributes k n_c / n, rounded down. The images
     * still missing are taken one each from the classes with the largest remainders; among equal remainders the lower
     * class comes first. Each class keeps at least one image.
     *
     * @throws IllegalArgumentException if a class would be left without a training image
     */
    static Split of(SampleSet training, Holdout holdout, long seed) {
        int[][] byClass = training.samplesByClass();
        int[] taken = taken(
                byClass, DataParts.taken(holdout, training.size(), 1, "training " + training.noun()), training.size());
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
     * Sets one of several folds aside. Together the folds take each image once. The images are dealt class by class, so
     * that the numbers of images that two folds have of a class differ by at most one, and so do their total numbers.
     *
     * @param fold the fold that is set aside, from 0
     * @param folds the number of folds, at least 2
     * @throws IllegalArgumentException if a class has fewer images than there are folds
     */
    static Split fold(SampleSet training, int fold, int folds, long seed) {
        int[][] byClass = training.samplesByClass();
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
        // More than one round is needed only if small classes would lose their last image by contributing their share.
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
