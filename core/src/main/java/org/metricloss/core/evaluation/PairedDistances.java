package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Squared distances of the pairs to be verified.
 *
 * @param same those of pairs of one class, ascending
 * @param different those of pairs of two classes, ascending
 */
record PairedDistances(double[] same, double[] different) {
    /** Takes ownership of the arrays and sorts them. */
    static PairedDistances sorting(double[] same, double[] different) {
        Arrays.sort(same);
        Arrays.sort(different);
        return new PairedDistances(same, different);
    }

    /** {@return the curve, walked to its end; there must be a pair of each kind} */
    RocPoints roc(double... farTargets) {
        RocPoints roc = new RocPoints(same.length, different.length, farTargets);
        roc.addSorted(same, different);
        return roc;
    }
}
