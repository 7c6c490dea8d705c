package org.metricloss.results.figure;

/**
 * A numeric axis.
 *
 * @param title the measured quantity, such as {@code training time}
 * @param unit its unit, such as {@code s}; empty for shares and counts, whose title says so
 * @param scale how values become lengths
 * @param low the least possible value, such as 0 for a time; intervals are not drawn beyond it; infinite if there is no
 *     limit
 * @param high the greatest possible value; infinite if there is no limit
 */
public record Axis(String title, String unit, Scale scale, double low, double high) {
    /** How values become lengths. */
    public enum Scale {
        /** Lengths are proportional to values. */
        LINEAR,
        /** Lengths are proportional to logarithms; every value must be above 0. */
        LOG
    }

    /** Creates a linear axis of unlimited values. */
    public static Axis linear(String title, String unit) {
        return new Axis(title, unit, Scale.LINEAR, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Creates a linear axis of times, counts or sizes. */
    public static Axis amount(String title, String unit) {
        return new Axis(title, unit, Scale.LINEAR, 0, Double.POSITIVE_INFINITY);
    }

    /** Creates a linear axis of shares. */
    public static Axis share(String title) {
        return new Axis(title, "", Scale.LINEAR, 0, 1);
    }

    /** Creates a logarithmic axis of times, counts or sizes. */
    public static Axis log(String title, String unit) {
        return new Axis(title, unit, Scale.LOG, 0, Double.POSITIVE_INFINITY);
    }

    /** {@return title and unit, such as {@code training time (s)}} */
    public String label() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }
}
