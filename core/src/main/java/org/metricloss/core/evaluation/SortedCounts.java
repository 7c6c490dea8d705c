package org.metricloss.core.evaluation;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Counts the positions of numbers among given numbers: between two of them, or equal to one. Several threads may add at
 * the same time.
 */
final class SortedCounts {
    /** The largest number of cells in the table that shortens the search: 8 MiB. */
    private static final int MOST_CELLS = 1 << 21;

    private final double[] sorted;
    private final double scale;
    /** For each cell, how many of the sorted numbers lie in earlier cells. */
    private final int[] starts;
    /** The counts of added numbers: before each sorted number, equal to it, and finally after the last one, in turn. */
    private final AtomicIntegerArray counts;

    /** @param sorted ascending and finite; not copied */
    SortedCounts(double[] sorted) {
        this.sorted = sorted;
        this.counts = new AtomicIntegerArray(2 * sorted.length + 1);
        int cells = Math.max(1, Math.min(MOST_CELLS, sorted.length));
        double range = sorted.length == 0 ? 0 : sorted[sorted.length - 1] - sorted[0];
        double perCell = (cells - 1) / range;
        this.scale = range > 0 && perCell < Double.MAX_VALUE ? perCell : 0;
        this.starts = new int[cells + 1];
        for (double value : sorted) {
            starts[cell(value) + 1]++;
        }
        for (int cell = 0; cell < cells; cell++) {
            starts[cell + 1] += starts[cell];
        }
    }

    /** Subtraction and multiplication round monotonically: a greater number is never in an earlier cell. */
    private int cell(double value) {
        return (int) ((value - sorted[0]) * scale);
    }

    /** @param value a finite number */
    void add(double value) {
        int n = sorted.length;
        if (n == 0 || value < sorted[0]) {
            counts.getAndIncrement(0);
            return;
        }
        if (value > sorted[n - 1]) {
            counts.getAndIncrement(2 * n);
            return;
        }
        int cell = cell(value);
        int low = starts[cell];
        int high = starts[cell + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        counts.getAndIncrement(2 * low + (sorted[low] == value ? 1 : 0));
    }

    /** Receives one stretch after the other, in ascending order. */
    interface Visitor {
        /**
         * @param given the number of given numbers in the stretch, all equal; 0 between two of them
         * @param added the number of added numbers in the stretch; at least 1 together with the given ones
         */
        void see(long given, long added);
    }

    void walk(Visitor visitor) {
        int i = 0;
        while (i < sorted.length) {
            if (counts.get(2 * i) > 0) {
                visitor.see(0, counts.get(2 * i));
            }
            int first = i;
            while (i < sorted.length && sorted[i] == sorted[first]) {
                i++;
            }
            visitor.see(i - first, counts.get(2 * first + 1));
        }
        if (counts.get(2 * sorted.length) > 0) {
            visitor.see(0, counts.get(2 * sorted.length));
        }
    }
}
