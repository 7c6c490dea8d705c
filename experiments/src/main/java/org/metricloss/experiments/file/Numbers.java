package org.metricloss.experiments.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes numbers with the fewest digits that read back to the same double. The text is the same for every Java version
 * and locale.
 */
public final class Numbers {
    private static final int ENOUGH_DIGITS = 17;
    private static final int LONGEST_WHOLE = 15;

    private Numbers() {}

    /**
     * {@link Double#toString} is not used: before Java 19 it writes some numbers with one digit too many, and the text
     * written here is hashed.
     *
     * @param number a finite number
     * @return it in decimal
     */
    public static String written(double number) {
        return shortest(number).toString();
    }

    /** {@return the decimal with the fewest digits that reads back to the same double; 0 for -0} */
    public static BigDecimal shortest(double number) {
        if (number == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal exact = new BigDecimal(number);
        BigDecimal shortest = exact;
        for (int digits = 1; digits <= ENOUGH_DIGITS; digits++) {
            shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (shortest.doubleValue() == number) {
                break;
            }
        }
        BigDecimal stripped = shortest.stripTrailingZeros();
        boolean whole = stripped.scale() < 0 && stripped.precision() - stripped.scale() <= LONGEST_WHOLE;
        return whole ? stripped.setScale(0) : stripped;
    }
}
