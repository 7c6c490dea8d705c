package org.metricloss.core.evaluation;

/**
 * The k-th smallest of n values without sorting them.
 *
 * <p>Floyd and Rivest: Algorithm 489, the algorithm SELECT, Communications of the ACM 18(3), 1975: about
 * {@code n + min(k, n - k)} comparisons.
 */
final class OrderStatistic {
    /** Below this many values, narrowing the interval by a sample costs more than it saves (from the paper). */
    private static final int SAMPLE_FROM = 600;

    private OrderStatistic() {}

    /**
     * {@return the k-th smallest value}
     *
     * @param reordered the values, none NaN; their order is changed
     * @param length how many of them count, from index 0
     * @param k which one, 0 being the smallest; 0 .. length-1
     */
    static double select(double[] reordered, int length, int k) {
        narrow(reordered, 0, length - 1, k);
        return reordered[k];
    }

    private static void narrow(double[] a, int first, int last, int k) {
        int left = first;
        int right = last;
        while (right > left) {
            if (right - left > SAMPLE_FROM) {
                narrowBySample(a, left, right, k);
            }
            int pivot = partition(a, left, right, k);
            if (pivot <= k) {
                left = pivot + 1;
            }
            if (k <= pivot) {
                right = pivot - 1;
            }
        }
    }

    /** Selects within a sample around k, so that a[k] becomes a pivot with k almost certainly close by. */
    private static void narrowBySample(double[] a, int left, int right, int k) {
        double n = right - left + 1;
        double i = k - left + 1;
        double z = Math.log(n);
        double s = 0.5 * Math.exp(2 * z / 3);
        double spread = 0.5 * Math.sqrt(z * s * (n - s) / n) * Math.signum(i - n / 2);
        int sampleLeft = Math.max(left, (int) Math.floor(k - i * s / n + spread));
        int sampleRight = Math.min(right, (int) Math.floor(k + (n - i) * s / n + spread));
        narrow(a, sampleLeft, sampleRight, k);
    }

    /** Partitions by the value at k and returns where it ends up. */
    private static int partition(double[] a, int left, int right, int k) {
        double pivot = a[k];
        int i = left;
        int j = right;
        swap(a, left, k);
        if (a[right] > pivot) {
            swap(a, right, left);
        }
        while (i < j) {
            swap(a, i, j);
            i++;
            j--;
            while (a[i] < pivot) {
                i++;
            }
            while (a[j] > pivot) {
                j--;
            }
        }
        if (a[left] == pivot) {
            swap(a, left, j);
        } else {
            j++;
            swap(a, j, right);
        }
        return j;
    }

    private static void swap(double[] a, int i, int j) {
        double swapped = a[i];
        a[i] = a[j];
        a[j] = swapped;
    }
}
