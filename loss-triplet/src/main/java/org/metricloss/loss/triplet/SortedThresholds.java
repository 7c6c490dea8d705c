package org.metricloss.loss.triplet;

import java.util.Arrays;

/**
 * Some thresholds in order, made to answer many times how many of them are at most x. A table by equal steps between the
 * lowest and the highest leads to the neighbourhood, and comparisons decide: the answer is exact, and takes a constant number of
 * steps unless the thresholds crowd together.
 */
final class SortedThresholds {
    /** So fine that a step seldom holds more than one threshold. */
    private static final int STEPS_PER_THRESHOLD = 8;
    /** Thresholds that share a step and are still put in order faster one by one. */
    private static final int FEW = 16;

    private final double[] sorted;
    private final int[] starts;
    private int count;
    private int steps;
    private double lowest;
    private double highest;
    private double scale;

    /** @param capacity the most thresholds there can be */
    SortedThresholds(int capacity) {
        sorted = new double[capacity + 1];
        starts = new int[STEPS_PER_THRESHOLD * capacity + 2];
    }

    /**
     * Takes new thresholds.
     *
     * @param values holds them first, in any order, none of them NaN; copied
     * @param newCount how many there are, at least 1
     */
    void set(double[] values, int newCount) {
        count = newCount;
        lowest = values[0];
        highest = values[0];
        for (int i = 1; i < count; i++) {
            lowest = values[i] < lowest ? values[i] : lowest;
            highest = values[i] > highest ? values[i] : highest;
        }
        steps = STEPS_PER_THRESHOLD * count;
        // Finite also where all are equal or nearly so: then all share the first step.
        scale = Math.min(steps / (highest - lowest), Double.MAX_VALUE);
        sort(values);
        // Nothing reaches the place behind the last, not even what is infinite.
        sorted[count] = Double.NaN;
    }

    /** By counting how many thresholds each step has; what shares a step is put in order afterwards. */
    private void sort(double[] values) {
        Arrays.fill(starts, 0, steps + 2, 0);
        for (int i = 0; i < count; i++) {
            starts[step(values[i]) + 1]++;
        }
        int most = 0;
        for (int step = 1; step <= steps + 1; step++) {
            most = Math.max(most, starts[step]);
            starts[step] += starts[step - 1];
        }
        for (int i = 0; i < count; i++) {
            // Each moves the start of its step to its end, which is the start of the next.
            sorted[starts[step(values[i])]++] = values[i];
        }
        for (int step = steps; step > 0; step--) {
            starts[step] = starts[step - 1];
        }
        starts[0] = 0;
        if (most <= FEW) {
            insertionSort();
        } else {
            Arrays.sort(sorted, 0, count);
        }
    }

    private void insertionSort() {
        for (int i = 1; i < count; i++) {
            double next = sorted[i];
            int place = i;
            while (place > 0 && sorted[place - 1] > next) {
                sorted[place] = sorted[place - 1];
                place--;
            }
            sorted[place] = next;
        }
    }

    /**
     * Rises with x, so that a threshold on an earlier step is below x and one on a later step above. Without branches: x is seldom
     * where the last one was.
     *
     * @return from 0 to {@link #steps} + 1, where no threshold is
     */
    private int step(double x) {
        return Math.max(0, Math.min(steps + 1, (int) ((x - lowest) * scale)));
    }

    /** @return the highest threshold */
    double highest() {
        return highest;
    }

    /** @return the threshold of a place in the order */
    double at(int place) {
        return sorted[place];
    }

    /** @return how many thresholds are at most x */
    int atMost(double x) {
        int place = starts[step(x)];
        while (sorted[place] <= x) {
            place++;
        }
        return place;
    }

    /** @return how many thresholds are below x */
    int below(double x) {
        int place = starts[step(x)];
        while (sorted[place] < x) {
            place++;
        }
        return place;
    }
}
