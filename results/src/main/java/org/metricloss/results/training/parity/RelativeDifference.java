package org.metricloss.results.training.parity;

import java.util.Map;

/**
 * The difference of a number or an array from a reference, relative to the size of the reference. The size has a lower
 * bound, the floor, below which the difference is in effect absolute. The reason is that a loss or a bias near 0
 * results from the cancellation of numbers near 1. Its rounding error depends on these numbers and not on its own size.
 *
 * <p>0 means equal, NaN to NaN and infinity to infinity included: engines may agree that a loss diverged. A difference
 * is infinite if just one of the two is not finite. It is never NaN.
 */
public final class RelativeDifference {
    /**
     * The least denominator for losses and measures. Losses are computed from logits and distances near 1, which
     * float32 rounds by 1e-7. For a loss below 0.01 the accuracy is therefore limited to 1e-7, which is 1e-5 relative
     * to this floor.
     */
    public static final double SCALAR_FLOOR = 0.01;

    /**
     * The least root mean square of an array of weights as a denominator: one percent of 0.1, the initial size of
     * weights in a layer with 100 inputs.
     */
    public static final double ARRAY_FLOOR = 0.001;

    private RelativeDifference() {}

    /**
     * Computes |a - b| / max(|a|, {@link #SCALAR_FLOOR}).
     *
     * @param a the reference
     * @param b the other
     * @return the difference, at least 0
     */
    public static double of(double a, double b) {
        return Double.compare(a, b) == 0 ? 0 : finite(Math.abs(a - b) / Math.max(Math.abs(a), SCALAR_FLOOR));
    }

    /**
     * Computes ||a - b|| / max(||a||, {@link #ARRAY_FLOOR} sqrt(n)), with Euclidean norms over the n numbers of an
     * array.
     *
     * @param a the reference
     * @param b the other
     * @return the difference, at least 0
     * @throws IllegalArgumentException if the lengths differ
     */
    public static double of(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "arrays to compare must have one length, got " + a.length + " and " + b.length);
        }
        double squaredDifference = 0;
        double squaredSize = 0;
        for (int i = 0; i < a.length; i++) {
            if (Float.compare(a[i], b[i]) != 0) {
                double difference = (double) a[i] - b[i];
                squaredDifference += difference * difference;
            }
            squaredSize += (double) a[i] * a[i];
        }
        if (squaredDifference == 0) {
            return 0;
        }
        return finite(
                Math.sqrt(squaredDifference) / Math.max(Math.sqrt(squaredSize), ARRAY_FLOOR * Math.sqrt(a.length)));
    }

    /**
     * Computes the largest difference over the arrays, so that large arrays do not mask an error in a small one.
     *
     * @param a the reference's arrays by name
     * @param b the other's
     * @return the difference, at least 0; 0 if there are no arrays
     * @throws IllegalArgumentException if names or lengths differ
     */
    public static double ofAll(Map<String, float[]> a, Map<String, float[]> b) {
        if (!a.keySet().equals(b.keySet())) {
            throw new IllegalArgumentException(
                    "arrays to compare must have the same names, got " + a.keySet() + " and " + b.keySet());
        }
        double largest = 0;
        for (Map.Entry<String, float[]> named : a.entrySet()) {
            largest = Math.max(largest, of(named.getValue(), b.get(named.getKey())));
        }
        return largest;
    }

    private static double finite(double difference) {
        return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
}
