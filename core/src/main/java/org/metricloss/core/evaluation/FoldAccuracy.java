package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Verification accuracy by folds, as on Labeled Faces in the Wild (Huang et al., 2007; there ten folds): each fold is
 * judged by the threshold that is most often right on all other folds.
 *
 * <p>The candidate thresholds are the distances of the other folds' pairs and one value below all of them. Among
 * equally good thresholds the least is used. A pair is accepted as same if its distance is at most the threshold.
 *
 * @param accuracies the share of right answers in each fold, in [0, 1]
 * @param squaredThresholds the threshold of each fold, squared; -1 if rejecting every pair was best
 */
public record FoldAccuracy(double[] accuracies, double[] squaredThresholds) {
    /** Copies the arrays. */
    public FoldAccuracy {
        accuracies = accuracies.clone();
        squaredThresholds = squaredThresholds.clone();
    }

    /**
     * {@return the accuracies}
     *
     * @param samples the samples
     * @param pairs pairs of their rows, in at least two folds, counted from 0 without a gap
     * @param distance the distance that is compared with the threshold
     * @throws IllegalArgumentException if there are fewer than two folds or one has no pair
     * @throws IndexOutOfBoundsException if a pair names a row that does not exist
     */
    public static FoldAccuracy of(Embeddings samples, LabelledPairs pairs, Distance distance) {
        boolean[] same = pairs.same();
        int[] foldOf = pairs.fold();
        int folds = requireFolds(foldOf);
        double[] squared = pairs.squaredDistances(distance.inEuclideanSpace(samples));
        double[] accuracies = new double[folds];
        double[] thresholds = new double[folds];
        for (int fold = 0; fold < folds; fold++) {
            thresholds[fold] = bestThreshold(squared, same, foldOf, fold);
            int right = 0;
            int inFold = 0;
            for (int i = 0; i < squared.length; i++) {
                if (foldOf[i] == fold) {
                    inFold++;
                    right += squared[i] <= thresholds[fold] == same[i] ? 1 : 0;
                }
            }
            accuracies[fold] = (double) right / inFold;
        }
        return new FoldAccuracy(accuracies, thresholds);
    }

    /** {@return the mean over the folds} */
    public double mean() {
        return DoubleStream.of(accuracies).sum() / accuracies.length;
    }

    private static int requireFolds(int[] fold) {
        int folds = IntStream.of(fold).max().orElse(-1) + 1;
        long present = IntStream.of(fold).distinct().count();
        if (folds < 2 || present < folds) {
            throw new IllegalArgumentException(
                    "pairs must be in at least two folds, numbered from 0 without a gap, got folds "
                            + Arrays.toString(IntStream.of(fold)
                                    .distinct()
                                    .sorted()
                                    .limit(20)
                                    .toArray()));
        }
        return folds;
    }

    private static double bestThreshold(double[] squared, boolean[] same, int[] foldOf, int leftOut) {
        Integer[] others = IntStream.range(0, squared.length)
                .filter(i -> foldOf[i] != leftOut)
                .boxed()
                .toArray(Integer[]::new);
        Arrays.sort(others, (a, b) -> Double.compare(squared[a], squared[b]));
        // Rejecting every pair is right for the different pairs. Each accepted pair then adds or removes one right
        // answer.
        int gain = 0;
        int best = 0;
        double threshold = -1;
        for (int i = 0; i < others.length; i++) {
            gain += same[others[i]] ? 1 : -1;
            boolean lastOfEqual = i + 1 == others.length || squared[others[i + 1]] > squared[others[i]];
            if (lastOfEqual && gain > best) {
                best = gain;
                threshold = squared[others[i]];
            }
        }
        return threshold;
    }
}
