package org.metricloss.results.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;

/** Formats numbers and lists for people, in the same way in every locale. */
public final class NumberText {
    /** Four significant digits: more than seeds usually support, and enough to distinguish costs. */
    private static final MathContext SIGNIFICANT = new MathContext(4);

    private static final MathContext P_DIGITS = new MathContext(3);
    private static final double SMALLEST_P = 0.001;

    private NumberText() {}

    /**
     * {@return a measure with four decimals, such as {@code 0.8961}}
     *
     * @param value a measure
     */
    public static String measure(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /**
     * {@return a cost with four significant digits, such as {@code 12.35} or {@code 1.235e+08}}
     *
     * @param value a cost
     */
    public static String cost(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size >= 1e7 || size > 0 && size < 1e-3) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return new BigDecimal(value).round(SIGNIFICANT).stripTrailingZeros().toPlainString();
    }

    /**
     * {@return the mean and the half width of its interval, such as {@code 0.8961 ± 0.0151}; only the mean if it has no
     * interval}
     *
     * @param estimate a mean of a measure
     * @param plusMinus the sign between mean and half width
     */
    public static String measure(MeanEstimate estimate, String plusMinus) {
        String mean = measure(estimate.mean());
        return estimate.interval()
                .map(interval -> mean + " " + plusMinus + " " + measure(interval.halfWidth()))
                .orElse(mean);
    }

    /**
     * {@return the same as {@link #measure(MeanEstimate, String)}, with four significant digits}
     *
     * @param estimate a mean of a cost
     * @param plusMinus the sign between mean and half width
     */
    public static String cost(MeanEstimate estimate, String plusMinus) {
        String mean = cost(estimate.mean());
        return estimate.interval()
                .map(interval -> mean + " " + plusMinus + " " + cost(interval.halfWidth()))
                .orElse(mean);
    }

    /**
     * {@return both ends of an interval with their signs, such as {@code -0.0012 to +0.0151}}
     *
     * @param interval an interval of a measure
     */
    public static String signed(Interval interval) {
        return String.format(Locale.ROOT, "%+.4f to %+.4f", interval.low(), interval.high());
    }

    /**
     * {@return a difference with four decimals and its sign}
     *
     * @param value a difference of measures
     */
    public static String signed(double value) {
        return String.format(Locale.ROOT, "%+.4f", value);
    }

    /**
     * {@return a p-value with three significant digits, {@code < 0.001}, or {@code -} if there is none}
     *
     * @param p a p-value; empty if there is none
     */
    public static String p(OptionalDouble p) {
        if (p.isEmpty()) {
            return "-";
        }
        double value = p.getAsDouble();
        return value < SMALLEST_P
                ? "< 0.001"
                : new BigDecimal(value).round(P_DIGITS).toPlainString();
    }

    /** Formats a p-value as {@code p = 0.0123} or {@code p < 0.001}. */
    public static String pEquals(double p) {
        return p < SMALLEST_P ? "p < 0.001" : "p = " + p(OptionalDouble.of(p));
    }

    /**
     * {@return a list in words, such as {@code a, b and c}}
     *
     * @param subjects at least one
     */
    public static String list(List<String> subjects) {
        int last = subjects.size() - 1;
        return last == 0
                ? subjects.get(0)
                : String.join(", ", subjects.subList(0, last)) + " and " + subjects.get(last);
    }
}
