package org.metricloss.core.data;

/** The mean and the standard deviation of numbers, in population form. */
final class Moments {
    private double count;
    private double mean;
    private double squares;

    /** Adds one number (Welford: Note on a Method for Calculating Corrected Sums of Squares and Products, 1962). */
    void add(double number) {
        count++;
        double difference = number - mean;
        mean += difference / count;
        squares += difference * (number - mean);
    }

    /**
     * Adds the numbers 0, 1, 2, ...; nothing may have been added before.
     *
     * @param times how often each number occurs
     */
    void addHistogram(long[] times) {
        double sum = 0;
        for (int number = 0; number < times.length; number++) {
            count += times[number];
            sum += (double) times[number] * number;
        }
        mean = count > 0 ? sum / count : 0;
        for (int number = 0; number < times.length; number++) {
            squares += times[number] * (number - mean) * (number - mean);
        }
    }

    /** @throws IllegalArgumentException if no number was added */
    double mean() {
        requireNumbers();
        return mean;
    }

    /** {@return the standard deviation, or 1 if all numbers are equal} */
    double divisor() {
        requireNumbers();
        return squares > 0 ? Math.sqrt(squares / count) : 1;
    }

    private void requireNumbers() {
        if (!(count > 0)) {
            throw new IllegalArgumentException("normalize: standard needs training samples, got none");
        }
    }
}
