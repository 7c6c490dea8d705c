package org.metricloss.loss.triplet;

import java.util.Arrays;

/**
 * Sorted thresholds that answer how many of them are at most x. All numbers are at least 0 and are compared by their
 * bits, which as whole numbers have the same order. A table with equal steps up to the highest threshold gives an
 * approximate place, and comparisons give the exact one, in a constant number of steps; if many thresholds share one
 * step of the table, it takes O(log k) comparisons.
 */
final class SortedThresholds {
    /** Fine enough that a step seldom holds more than one threshold. */
    private static final int STEPS_PER_THRESHOLD = 8;
    /** Thresholds that may share a step: as many are still put in order, and compared with, faster one by one. */
    private static final int FEW = 16;
    /**
     * The table reaches from a sixteenth of the highest threshold, so that one at 0 does not take nearly all of its
     * steps.
     */
    private static final long REACH = 4L << 52;

    /** The thresholds in order, followed by a value above every number. */
    private final long[] sorted;
    /** For each step how many thresholds are on the steps before. */
    private final int[] starts;

    private int count;
    private int steps;
    private long lowest;
    private int shift;
    private boolean crowded;

    /** @param capacity the most thresholds there can be */
    SortedThresholds(int capacity) {
        sorted = new long[capacity + 1];
        starts = new int[STEPS_PER_THRESHOLD * capacity + 3];
    }

    private static long key(double x) {
        return Double.doubleToRawLongBits(x);
    }

    /**
     * Takes new thresholds.
     *
     * @param values holds them first, in any order, each at least 0 or infinite but not NaN; copied
     * @param newCount how many there are, at least 1
     */
    void set(double[] values, int newCount) {
        count = newCount;
        lowest = key(values[0]);
        long highest = lowest;
        for (int i = 1; i < count; i++) {
            long key = key(values[i]);
            lowest = key < lowest ? key : lowest;
            highest = key > highest ? key : highest;
        }
        lowest = Math.max(lowest, highest - REACH);
        long mostSteps = (long) STEPS_PER_THRESHOLD * count;
        shift = Long.SIZE - Long.numberOfLeadingZeros((highest - lowest) / (mostSteps - 1));
        steps = (int) ((highest - lowest) >> shift) + 1;
        sort(values);
        sorted[count] = Long.MAX_VALUE;
    }

    /** Counts the thresholds of each step; those that share a step are sorted afterwards. */
    private void sort(double[] values) {
        Arrays.fill(starts, 0, steps + 2, 0);
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, ++starts[step(key(values[i])) + 2]);
        }
        for (int step = 3; step < steps + 2; step++) {
            starts[step] += starts[step - 1];
        }
        for (int i = 0; i < count; i++) {
            // At the place after a step's own stands its start: each
            // moves it on towards its end, the start of the next.
            long key = key(values[i]);
            sorted[starts[step(key) + 1]++] = key;
        }
        crowded = most > FEW;
        if (crowded) {
            Arrays.sort(sorted, 0, count);
        } else {
            insertionSort();
        }
    }

    private void insertionSort() {
        for (int i = 1; i < count; i++) {
            long next = sorted[i];
            int place = i;
            while (place > 0 && sorted[place - 1] > next) {
                sorted[place] = sorted[place - 1];
                place--;
            }
            sorted[place] = next;
        }
    }

    private int step(long key) {
        return step(key, lowest, shift, steps);
    }

    /**
     * Increases with the key, so that thresholds on earlier steps are below and those on later steps above. It has no
     * branches, since they would be mispredicted.
     *
     * @return from 0 to {@code steps}, where no threshold is
     */
    private static int step(long key, long lowest, int shift, int steps) {
        return (int) Math.max(0, Math.min(steps, (key - lowest) >> shift));
    }

    /** {@return the highest threshold} */
    double highest() {
        return at(count - 1);
    }

    /** {@return the threshold at a place in the order} */
    double at(int place) {
        return Double.longBitsToDouble(sorted[place]);
    }

    /**
     * {@return how many thresholds are below x}
     *
     * @param x at least 0 or infinite but not NaN
     */
    int below(double x) {
        return firstFrom(key(x));
    }

    /**
     * {@return how many thresholds are at most x}
     *
     * @param x at least 0 or infinite but not NaN
     */
    int atMost(double x) {
        return firstFrom(key(x) + 1);
    }

    /** {@return the place of the first threshold whose key is not below this one} */
    private int firstFrom(long key) {
        if (crowded) {
            return byHalves(key);
        }
        int place = starts[step(key)];
        while (sorted[place] < key) {
            place++;
        }
        return place;
    }

    private int byHalves(long key) {
        int from = 0;
        int to = count;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < key) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * Answers for several numbers.
     *
     * @param values holds them first, each at least 0 or infinite but not NaN
     * @param valueCount how many they are
     * @param places gets for each how many thresholds are at most there
     */
    void atMost(double[] values, int valueCount, int[] places) {
        if (crowded) {
            for (int n = 0; n < valueCount; n++) {
                places[n] = byHalves(key(values[n]) + 1);
            }
        } else {
            atMost(valueCount, values, places, sorted, starts, lowest, shift, steps);
        }
    }

    /** Arrays are parameters of the loop. */
    private static void atMost(
            int count, double[] values, int[] places, long[] sorted, int[] starts, long lowest, int shift, int steps) {
        for (int n = 0; n < count; n++) {
            long key = key(values[n]);
            int place = starts[step(key, lowest, shift, steps)];
            // Without a branch, since both outcomes are likely; a second threshold on one step is not.
            place += (int) ((sorted[place] - key - 1) >>> (Long.SIZE - 1));
            while (sorted[place] <= key) {
                place++;
            }
            places[n] = place;
        }
    }
}
