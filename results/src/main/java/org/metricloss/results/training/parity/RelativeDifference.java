package org.metricloss.results.training.parity;

import java.util.Map;

/**
 * How far a number or an array is from a reference, relative to the reference's size, which is not taken smaller than a
 * floor. Below the floor the difference is in effect an absolute one: a loss that vanishes, or a bias that has hardly left
 * 0, is left over from the cancellation of numbers near 1, whose rounding its own size says nothing of.
 *
 * <p>0 means equal, NaN to NaN and infinity to infinity included: engines may agree that a loss diverged. A difference is
 * infinite if just one of the two is not finite. It is never NaN.
 */
public final class RelativeDifference {
    /**
     * The least denominator for losses and measures. Losses are made of logits and distances near 1, which float32 rounds
     * by 1e-7: of a loss below 0.01 no more than 1e-7, a relative 1e-5 of this, can be asked.
     */
    public static final double SCALAR_FLOOR = 0.01;

    /**
     * The least root mean square of an array of weights as a denominator: one percent of the 0.1 that weights start at in a
     * layer with 100 inputs.
     */
    public static final double ARRAY_FLOOR = 0.001;

    private RelativeDifference() {}

    /**
     * |a - b| / max(|a|, {@link #SCALAR_FLOOR}).
     *
     * @param a the reference
     * @param b the other
     * @return the difference, at least 0
     */
    public static double of(double a, double b) {
        return Double.compare(a, b) == 0 ? 0 : finite(Math.abs(a - b) / Math.max(Math.abs(a), SCALAR_FLOOR));
    }

    /**
     * ||a - b|| / max(||a||, {@link #ARRAY_FLOOR} sqrt(n)), Euclidean norms over the n numbers of an array.
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
     * The largest of the arrays' differences, so that a small array that is wrong does not hide behind large ones.
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
