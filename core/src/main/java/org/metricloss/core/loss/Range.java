package org.metricloss.core.loss;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * An interval of allowed numbers. NaN is in none.
 *
 * @param low the lower end
 * @param lowIncluded whether the lower end itself is allowed
 * @param high the upper end
 * @param highIncluded whether the upper end itself is allowed
 */
public record Range(double low, boolean lowIncluded, double high, boolean highIncluded) {
    /** {@return every finite number} */
    public static Range finite() {
        return new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
    }

    /** {@return every finite number above 0} */
    public static Range positive() {
        return new Range(0, false, Double.POSITIVE_INFINITY, false);
    }

    /** {@return every finite number from low on} */
    public static Range atLeast(double low) {
        return new Range(low, true, Double.POSITIVE_INFINITY, false);
    }

    /** {@return every number from low to high, both included} */
    public static Range between(double low, double high) {
        return new Range(low, true, high, true);
    }

    /** {@return every number from low, included, to high, excluded} */
    public static Range fromBelow(double low, double high) {
        return new Range(low, true, high, false);
    }

    /**
     * {@return the factors, such as a temperature, by which numbers of ordinary size stay far from the smallest and the
     * largest of float32: from 0.000001 to 1,000,000}
     */
    public static Range scale() {
        return between(1e-6, 1e6);
    }

    /** {@return whether the number is allowed} */
    public boolean contains(double number) {
        return (lowIncluded ? number >= low : number > low) && (highIncluded ? number <= high : number < high);
    }

    /**
     * Refuses a number outside.
     *
     * @param name what the number is, for the message
     * @param number the number
     * @throws IllegalArgumentException if it is not allowed
     */
    public void require(String name, double number) {
        if (!contains(number)) {
            throw new IllegalArgumentException("%s must be %s, got %s".formatted(name, this, number));
        }
    }

    /** {@return the range in words, as in "must be {@code > 0}"} */
    @Override
    public String toString() {
        boolean bounded = low > Double.NEGATIVE_INFINITY;
        if (high < Double.POSITIVE_INFINITY) {
            return "in %s%s, %s%s".formatted(lowIncluded ? "[" : "(", text(low), text(high), highIncluded ? "]" : ")");
        }
        return bounded ? (lowIncluded ? ">= " : "> ") + text(low) : "a finite number";
    }

    private static String text(double number) {
        double size = Math.abs(number);
        if (number == Math.rint(number) && size < 1e15) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        return size >= 1e-9 && size < 1
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }
}
