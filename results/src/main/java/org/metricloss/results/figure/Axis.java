package org.metricloss.results.figure;

import org.metricloss.results.statistics.Support;

/**
 * A numeric axis.
 *
 * @param title the measured quantity, such as {@code training time}
 * @param unit its unit, such as {@code s}; empty for shares and counts, whose title says so
 * @param scale how values become lengths
 * @param low the least possible value, such as 0 for a time; infinite if there is no limit
 * @param high the greatest possible value; infinite if there is no limit
 * @param digits how its values are written
 */
public record Axis(String title, String unit, Scale scale, double low, double high, Digits digits) {
    /** How values become lengths. */
    public enum Scale {
        /** Lengths are proportional to values. */
        LINEAR,
        /** Lengths are proportional to logarithms; every value must be above 0. */
        LOG
    }

    /** How values are written, as in the tables of the report. */
    public enum Digits {
        /** Four decimals, for measures. */
        DECIMALS,
        /** Four significant digits. */
        SIGNIFICANT
    }

    /** Creates an axis of values with four significant digits. */
    public Axis(String title, String unit, Scale scale, double low, double high) {
        this(title, unit, scale, low, high, Digits.SIGNIFICANT);
    }

    /** Creates a linear axis of a measure with the given possible values. */
    public static Axis measure(String title, String unit, Support support) {
        return new Axis(title, unit, Scale.LINEAR, support.least(), support.greatest(), Digits.DECIMALS);
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
        return measure(title, "", Support.SHARE);
    }

    /** Creates a logarithmic axis of times, counts or sizes. */
    public static Axis log(String title, String unit) {
        return new Axis(title, unit, Scale.LOG, 0, Double.POSITIVE_INFINITY);
    }

    /** {@return the values that it can take} */
    public Support support() {
        return new Support(low, high);
    }

    /** {@return title and unit, such as {@code training time (s)}} */
    public String label() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }
}
