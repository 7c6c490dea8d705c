package org.metricloss.core.evaluation;

/**
 * Sorts neighbours by (squared distance, index): a merge sort of runs that are sorted by insertion. Each instance
 * serves one thread.
 */
final class RankedSort {
    /** Runs of this length are sorted by insertion before they are merged. */
    private static final int RUN = 8;

    private double[] mergedDistances = new double[0];
    private int[] mergedIndices = new int[0];

    /**
     * Sorts a range.
     *
     * @param distances the squared distances, none NaN
     * @param indices their indices, all different
     * @param from the first place
     * @param to one past the last place
     */
    void sort(double[] distances, int[] indices, int from, int to) {
        for (int start = from; start < to; start += RUN) {
            insertionSort(distances, indices, start, Math.min(start + RUN, to));
        }
        if (to - from <= RUN) {
            return;
        }
        if (mergedDistances.length < to - from) {
            mergedDistances = new double[to - from];
            mergedIndices = new int[to - from];
        }
        for (int width = RUN; width < to - from; width *= 2) {
            for (int start = from; start < to; start += 2 * width) {
                merge(distances, indices, from, start, Math.min(start + width, to), Math.min(start + 2 * width, to));
            }
            System.arraycopy(mergedDistances, 0, distances, from, to - from);
            System.arraycopy(mergedIndices, 0, indices, from, to - from);
        }
    }

    /** {@return whether one neighbour comes before another} */
    static boolean isBefore(double distance, int index, double other, int otherIndex) {
        return distance < other || distance == other && index < otherIndex;
    }

    private static void insertionSort(double[] distances, int[] indices, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            double distance = distances[i];
            int index = indices[i];
            int j = i;
            for (; j > from && isBefore(distance, index, distances[j - 1], indices[j - 1]); j--) {
                distances[j] = distances[j - 1];
                indices[j] = indices[j - 1];
            }
            distances[j] = distance;
            indices[j] = index;
        }
    }

    private void merge(double[] distances, int[] indices, int base, int from, int middle, int to) {
        int left = from;
        int right = middle;
        for (int out = from; out < to; out++) {
            boolean takeLeft = right >= to
                    || left < middle && isBefore(distances[left], indices[left], distances[right], indices[right]);
            int taken = takeLeft ? left++ : right++;
            mergedDistances[out - base] = distances[taken];
            mergedIndices[out - base] = indices[taken];
        }
    }
}
