package org.metricloss.results.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;

/** Formats numbers and lists for people, in the same way in every locale. */
public final class NumberText {
    /** Four significant digits: more than seeds usually support, and enough to distinguish costs. */
    private static final MathContext SIGNIFICANT = new MathContext(4);

    private static final MathContext P_DIGITS = new MathContext(3);
    private static final MathContext TIME_DIGITS = new MathContext(3);
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double SECONDS_PER_HOUR = 3600;
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
     * {@return a time with three significant digits in the unit that people would use, such as {@code 1.43 ms}, {@code 12.4 s}
     * or {@code 2.5 h}: minutes from two minutes on, hours from two hours on}
     *
     * @param seconds at least 0
     */
    public static String seconds(double seconds) {
        if (seconds == 0) {
            return "0 s";
        } else if (seconds < 1e-6) {
            return rounded(seconds * 1e9) + " ns";
        } else if (seconds < 1e-3) {
            return rounded(seconds * 1e6) + " \u00b5s";
        } else if (seconds < 1) {
            return rounded(seconds * 1e3) + " ms";
        } else if (seconds < 2 * SECONDS_PER_MINUTE) {
            return rounded(seconds) + " s";
        } else if (seconds < 2 * SECONDS_PER_HOUR) {
            return rounded(seconds / SECONDS_PER_MINUTE) + " min";
        }
        return rounded(seconds / SECONDS_PER_HOUR) + " h";
    }

    private static String rounded(double value) {
        return new BigDecimal(value).round(TIME_DIGITS).stripTrailingZeros().toPlainString();
    }

    /**
     * {@return a factor, such as {@code 1.19}, {@code 52.3} or {@code 0.00402}: two decimals between 0.1 and 10, otherwise three
     * significant digits}
     *
     * @param value a finite ratio of two times
     */
    public static String factor(double value) {
        return value >= 0.1 && value < 9.995 ? String.format(Locale.ROOT, "%.2f", value) : rounded(value);
    }

    /**
     * {@return the mean of a measure and its interval, such as {@code 0.8961 [0.8810, 0.9094]}, with four decimals; with one
     * or two seeds their values, such as {@code 0.8961 and 0.9012}; only the mean if there is no interval}
     *
     * @param estimate a mean of a measure
     */
    public static String measure(MeanEstimate estimate) {
        return estimate(estimate, NumberText::measure);
    }

    /**
     * {@return the same as {@link #measure(MeanEstimate)}, with four significant digits}
     *
     * @param estimate a mean of a cost
     */
    public static String cost(MeanEstimate estimate) {
        return estimate(estimate, NumberText::cost);
    }

    /**
     * {@return the same as {@link #cost(MeanEstimate)} without the interval, where there is little room}
     *
     * @param estimate a mean of a cost
     */
    public static String costWithoutInterval(MeanEstimate estimate) {
        return estimate.few().isEmpty() ? cost(estimate.mean()) : few(estimate.few(), NumberText::cost);
    }

    private static String estimate(MeanEstimate estimate, DoubleFunction<String> number) {
        if (!estimate.few().isEmpty()) {
            return few(estimate.few(), number);
        }
        String mean = number.apply(estimate.mean());
        return estimate.interval()
                .map(interval -> mean + " " + interval(interval, number))
                .orElse(mean);
    }

    /**
     * {@return the values of one or two seeds or rounds, such as {@code 0.8961 and 0.9012}}
     *
     * @param values at least one
     * @param number the format of a value
     */
    public static String few(List<Double> values, DoubleFunction<String> number) {
        return list(values.stream().map(number::apply).toList());
    }

    /**
     * {@return both ends of an interval, such as {@code [0.8810, 0.9094]}: the one form of intervals everywhere}
     *
     * @param interval an interval
     * @param number the format of its ends
     */
    public static String interval(Interval interval, DoubleFunction<String> number) {
        return "[" + number.apply(interval.low()) + ", " + number.apply(interval.high()) + "]";
    }

    /**
     * {@return both ends of an interval with their signs, such as {@code [-0.0012, +0.0151]}}
     *
     * @param interval an interval of a difference of measures
     */
    public static String signed(Interval interval) {
        return interval(interval, NumberText::signed);
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
