package org.metricloss.results.figure;

/**
 * An axis with numbers.
 *
 * @param title what it measures, such as {@code training time}
 * @param unit its unit, such as {@code s}; empty for shares and counts, whose title says so
 * @param scale how values become lengths
 */
public record Axis(String title, String unit, Scale scale) {
    /** How values become lengths. */
    public enum Scale {
        /** In proportion. */
        LINEAR,
        /** By their logarithm; every value must be above 0. */
        LOG
    }

    /** A linear axis. */
    public static Axis linear(String title, String unit) {
        return new Axis(title, unit, Scale.LINEAR);
    }

    /** A logarithmic axis. */
    public static Axis log(String title, String unit) {
        return new Axis(title, unit, Scale.LOG);
    }

    /** @return title and unit, such as {@code training time (s)} */
    public String label() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }
}
