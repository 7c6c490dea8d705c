package org.metricloss.loss.triplet;

import java.util.Arrays;

/**
 * Some thresholds in order, made to answer many times how many of them are at most x. A table by equal steps between the
 * lowest and the highest leads to the neighbourhood, and comparisons decide: the answer is exact, and takes a constant number of
 * steps unless the thresholds crowd together.
 */
final class SortedThresholds {
    /** So fine that a step seldom holds more than one threshold. */
    private static final int STEPS_PER_THRESHOLD = 4;

    private final double[] sorted;
    private final int[] starts;
    private int count;
    private int steps;
    private double lowest;
    private double highest;
    private double scale;

    /** @param capacity the most thresholds there can be */
    SortedThresholds(int capacity) {
        sorted = new double[capacity];
        starts = new int[STEPS_PER_THRESHOLD * capacity + 1];
    }

    /**
     * Takes new thresholds.
     *
     * @param values holds them first, in any order; copied
     * @param newCount how many there are, at least 1
     */
    void set(double[] values, int newCount) {
        count = newCount;
        System.arraycopy(values, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        lowest = sorted[0];
        highest = sorted[count - 1];
        steps = STEPS_PER_THRESHOLD * count;
        scale = steps / (highest - lowest);
        int step = 0;
        for (int place = 0; place < count; place++) {
            for (int last = step(sorted[place]); step <= last; step++) {
                starts[step] = place;
            }
        }
        for (; step <= steps; step++) {
            starts[step] = count;
        }
    }

    /** Rises with x, so that a threshold on an earlier step is below x and one on a later step above. */
    private int step(double x) {
        int step = (int) ((x - lowest) * scale);
        return step < steps ? step : steps;
    }

    /** @return the threshold of a place in the order */
    double at(int place) {
        return sorted[place];
    }

    /** @return how many thresholds are at most x */
    int atMost(double x) {
        if (!(x >= lowest)) {
            return 0;
        }
        if (x >= highest) {
            return count;
        }
        int place = starts[step(x)];
        while (sorted[place] <= x) {
            place++;
        }
        return place;
    }

    /** @return how many thresholds are below x */
    int below(double x) {
        if (!(x > lowest)) {
            return 0;
        }
        if (x > highest) {
            return count;
        }
        int place = starts[step(x)];
        while (sorted[place] < x) {
            place++;
        }
        return place;
    }
}
