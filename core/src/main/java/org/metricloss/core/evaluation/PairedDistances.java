package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * The squared distances of the pairs to verify.
 *
 * @param same the squared distances of pairs of one class, ascending
 * @param different the squared distances of pairs of two classes, ascending
 */
record PairedDistances(double[] same, double[] different) {
    /** Takes ownership of the arrays and sorts them. */
    static PairedDistances sorting(double[] same, double[] different) {
        Arrays.sort(same);
        Arrays.sort(different);
        return new PairedDistances(same, different);
    }

    /** {@return the complete curve; at least one pair of each kind must exist} */
    RocPoints roc(double... farTargets) {
        RocPoints roc = new RocPoints(same.length, different.length, farTargets);
        roc.addSorted(same, different);
        return roc;
    }
}
