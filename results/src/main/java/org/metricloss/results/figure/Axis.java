package org.metricloss.results.figure;

/**
 * An axis with numbers.
 *
 * @param title what it measures, such as {@code training time}
 * @param unit its unit, such as {@code s}; empty for shares and counts, whose title says so
 * @param scale how values become lengths
 * @param low the least value that can be, such as 0 of a time: no interval is drawn beyond; infinite if there is none
 * @param high the greatest value that can be
 */
public record Axis(String title, String unit, Scale scale, double low, double high) {
    /** How values become lengths. */
    public enum Scale {
        /** In proportion. */
        LINEAR,
        /** By their logarithm; every value must be above 0. */
        LOG
    }

    /** A linear axis of values that may be anything. */
    public static Axis linear(String title, String unit) {
        return new Axis(title, unit, Scale.LINEAR, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** A linear axis of times, counts and sizes. */
    public static Axis amount(String title, String unit) {
        return new Axis(title, unit, Scale.LINEAR, 0, Double.POSITIVE_INFINITY);
    }

    /** A linear axis of shares. */
    public static Axis share(String title) {
        return new Axis(title, "", Scale.LINEAR, 0, 1);
    }

    /** A logarithmic axis of times, counts and sizes. */
    public static Axis log(String title, String unit) {
        return new Axis(title, unit, Scale.LOG, 0, Double.POSITIVE_INFINITY);
    }

    /** {@return title and unit, such as {@code training time (s)}} */
    public String label() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }
}
