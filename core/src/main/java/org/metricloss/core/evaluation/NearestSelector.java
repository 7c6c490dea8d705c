package org.metricloss.core.evaluation;

/**
 * Picks the nearest of n candidates, in order of (squared distance, index).
 *
 * <p>The k-th smallest squared distance is found first, then only the k candidates up to it are sorted. Holds scratch space, so
 * one thread per instance.
 */
final class NearestSelector {
    /** Runs of this length are sorted by insertion before they are merged. */
    private static final int RUN = 8;

    private final double[] scratch;
    private double[] keys = new double[0];
    private double[] mergedKeys = new double[0];
    private int[] indices = new int[0];
    private int[] mergedIndices = new int[0];

    /** @param candidates the number of candidates of every selection */
    NearestSelector(int candidates) {
        this.scratch = new double[candidates];
    }

    /**
     * {@return an array whose first k entries are the candidates picked, nearest first; overwritten by the next call}
     *
     * @param squaredDistances one per candidate, none NaN
     * @param k how many to pick, 0 .. number of candidates
     */
    int[] nearest(double[] squaredDistances, int k) {
        ensureCapacity(k);
        if (k > 0) {
            collect(squaredDistances, k);
            sort(k);
        }
        return indices;
    }

    /** Collects the k nearest in index order; of those at exactly the k-th distance the lowest indices. */
    private void collect(double[] squaredDistances, int k) {
        System.arraycopy(squaredDistances, 0, scratch, 0, scratch.length);
        double farthest = OrderStatistic.select(scratch, scratch.length, k - 1);
        int nearer = 0;
        for (int i = 0; i < k; i++) {
            // The selection left the k smallest distances in front.
            if (scratch[i] < farthest) {
                nearer++;
            }
        }
        int atFarthest = k - nearer;
        int found = 0;
        for (int candidate = 0; found < k; candidate++) {
            double key = squaredDistances[candidate];
            if (key > farthest || key == farthest && atFarthest-- <= 0) {
                continue;
            }
            keys[found] = key;
            indices[found++] = candidate;
        }
    }

    /** A stable merge sort by distance: the candidates come in index order, so ties stay in it. */
    private void sort(int length) {
        for (int from = 0; from < length; from += RUN) {
            insertionSort(from, Math.min(from + RUN, length));
        }
        for (int width = RUN; width < length; width *= 2) {
            for (int from = 0; from < length; from += 2 * width) {
                merge(from, Math.min(from + width, length), Math.min(from + 2 * width, length));
            }
            swapBuffers();
        }
    }

    private void insertionSort(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            double key = keys[i];
            int index = indices[i];
            int j = i;
            for (; j > from && keys[j - 1] > key; j--) {
                keys[j] = keys[j - 1];
                indices[j] = indices[j - 1];
            }
            keys[j] = key;
            indices[j] = index;
        }
    }

    private void merge(int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int out = from; out < to; out++) {
            boolean takeLeft = right >= to || left < middle && keys[left] <= keys[right];
            int taken = takeLeft ? left++ : right++;
            mergedKeys[out] = keys[taken];
            mergedIndices[out] = indices[taken];
        }
    }

    private void swapBuffers() {
        double[] swappedKeys = keys;
        keys = mergedKeys;
        mergedKeys = swappedKeys;
        int[] swappedIndices = indices;
        indices = mergedIndices;
        mergedIndices = swappedIndices;
    }

    private void ensureCapacity(int k) {
        if (keys.length < k) {
            keys = new double[k];
            mergedKeys = new double[k];
            indices = new int[k];
            mergedIndices = new int[k];
        }
    }
}
