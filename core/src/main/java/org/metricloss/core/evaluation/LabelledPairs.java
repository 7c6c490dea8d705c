package org.metricloss.core.evaluation;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Given pairs of samples, each marked as of one class or of two, and divided into folds, as verification protocols
 * publish them.
 *
 * @param first the row of each pair's first sample
 * @param second the row of each pair's second sample
 * @param same whether the two samples of each pair are of one class
 * @param fold the fold of each pair, counted from 0
 */
public record LabelledPairs(int[] first, int[] second, boolean[] same, int[] fold) {
    /** @throws IllegalArgumentException if the lengths differ or a fold is negative */
    public LabelledPairs {
        if (second.length != first.length || same.length != first.length || fold.length != first.length) {
            throw new IllegalArgumentException(
                    "there must be as many first rows as second rows, answers and folds, got " + first.length + ", "
                            + second.length + ", " + same.length + " and " + fold.length);
        }
        if (IntStream.of(fold).anyMatch(number -> number < 0)) {
            throw new IllegalArgumentException("folds must be >= 0, got a negative one");
        }
        first = first.clone();
        second = second.clone();
        same = same.clone();
        fold = fold.clone();
    }

    /** {@return a copy} */
    @Override
    public int[] first() {
        return first.clone();
    }

    /** {@return a copy} */
    @Override
    public int[] second() {
        return second.clone();
    }

    /** {@return a copy} */
    @Override
    public boolean[] same() {
        return same.clone();
    }

    /** {@return a copy} */
    @Override
    public int[] fold() {
        return fold.clone();
    }

    /** {@return the number of pairs} */
    public int size() {
        return first.length;
    }

    /** {@return the squared distance of each pair} */
    double[] squaredDistances(Embeddings samples) {
        return IntStream.range(0, size())
                .mapToDouble(i ->
                        samples.squaredDistance(requireRow(samples, first[i]), samples, requireRow(samples, second[i])))
                .toArray();
    }

    PairedDistances distances(Embeddings samples) {
        double[] squared = squaredDistances(samples);
        return PairedDistances.sorting(
                IntStream.range(0, size())
                        .filter(i -> same[i])
                        .mapToDouble(i -> squared[i])
                        .toArray(),
                IntStream.range(0, size())
                        .filter(i -> !same[i])
                        .mapToDouble(i -> squared[i])
                        .toArray());
    }

    private static int requireRow(Embeddings samples, int row) {
        return Objects.checkIndex(row, samples.rows());
    }
}
