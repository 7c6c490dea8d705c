package org.metricloss.core.evaluation;

import java.util.HashMap;
import java.util.Map;

/** The start and the end of each class among samples that are ordered by class. */
final class ClassRanges {
    private static final int[] NONE = new int[2];

    private final Map<Integer, int[]> ranges = new HashMap<>();

    private ClassRanges() {}

    /**
     * {@return the ranges of the classes}
     *
     * @param samples the samples
     * @param order rows of the samples, class by class
     */
    static ClassRanges of(Embeddings samples, int[] order) {
        ClassRanges result = new ClassRanges();
        for (int row = 0; row < order.length; row++) {
            int first = row;
            result.ranges.computeIfAbsent(samples.label(order[row]), unseen -> new int[] {first, first})[1] = row + 1;
        }
        return result;
    }

    /** {@return the first row of a class; 0 for a class that does not occur} */
    int start(int label) {
        return ranges.getOrDefault(label, NONE)[0];
    }

    /** {@return one past the last row of a class; 0 for a class that does not occur} */
    int end(int label) {
        return ranges.getOrDefault(label, NONE)[1];
    }
}
