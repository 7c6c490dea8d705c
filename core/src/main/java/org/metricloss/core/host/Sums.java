package org.metricloss.core.host;

/** Sums of many numbers in a fixed order, by four partial sums, since an addition has to wait for the one before it. */
public final class Sums {
    private Sums() {}

    /**
     * {@return the sum of the numbers in a range, 0 if it is empty}
     *
     * @param values numbers
     * @param from the first index
     * @param to one past the last index
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
     * Adds numbers in float by eight partial sums: converting each number to double would take twice as long as adding
     * it.
     *
     * @param values n numbers
     * @return their sum; numbers of one sign lose n / 8 roundings at most, relative to it
     */
    public static double inFloat(float[] values) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        float sum4 = 0;
        float sum5 = 0;
        float sum6 = 0;
        float sum7 = 0;
        int k = 0;
        for (; k + 8 <= values.length; k += 8) {
            sum0 += values[k];
            sum1 += values[k + 1];
            sum2 += values[k + 2];
            sum3 += values[k + 3];
            sum4 += values[k + 4];
            sum5 += values[k + 5];
            sum6 += values[k + 6];
            sum7 += values[k + 7];
        }
        for (; k < values.length; k++) {
            sum0 += values[k];
        }
        return ((double) sum0 + sum1) + ((double) sum2 + sum3) + ((double) sum4 + sum5) + ((double) sum6 + sum7);
    }

    /**
     * {@return the sum of the numbers in a range in double, 0 if it is empty}
     *
     * @param values numbers
     * @param from the first index
     * @param to one past the last index
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
