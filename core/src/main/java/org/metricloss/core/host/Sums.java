package org.metricloss.core.host;

/** Sums of many numbers in a fixed order, four of them side by side, since an addition waits for the one before it. */
public final class Sums {
    private Sums() {}

    /**
     * @param values numbers
     * @param from the first index
     * @param to one past the last index
     * @return the sum of those in between, 0 if there are none
     */
    public static double of(double[] values, int from, int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            sum0 += values[j];
            sum1 += values[j + 1];
            sum2 += values[j + 2];
            sum3 += values[j + 3];
        }
        for (; j < to; j++) {
            sum0 += values[j];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /**
     * @param values numbers
     * @param from the first index
     * @param to one past the last index
     * @return the sum of those in between in double, 0 if there are none
     */
    public static double of(float[] values, int from, int to) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = from;
        for (; j + 4 <= to; j += 4) {
            sum0 += values[j];
            sum1 += values[j + 1];
            sum2 += values[j + 2];
            sum3 += values[j + 3];
        }
        for (; j < to; j++) {
            sum0 += values[j];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
