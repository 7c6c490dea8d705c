package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.metricloss.core.engine.DoubleArray;

/**
 * How close two arrays must be.
 *
 * @param relative times the largest magnitude among the expected entries
 * @param absolute added to that
 */
public record Tolerance(double relative, double absolute) {
    /** What the fixtures' README suggests for an implementation in float64. */
    public static final Tolerance GOLDEN = new Tolerance(1e-9, 1e-12);
    /** The same sums in another order, in float64. */
    public static final Tolerance ROUNDING = new Tolerance(1e-11, 1e-13);
    /** The same formula by other operations, in float64: no sum of the losses cancels, so errors stay relative. */
    public static final Tolerance PLAIN = new Tolerance(1e-10, 0);
    /**
     * The same in float32, whose unit is 6e-8: a hundred roundings. Absolute, the same relative to distances of up to
     * about 10, which the value of a hinge is a small difference of.
     */
    public static final Tolerance PLAIN_FLOAT32 = new Tolerance(1e-5, 1e-5);
    /** Central differences of step 1e-5 in float64: the third derivative times 1e-11, and rounding of about 1e-11. */
    public static final Tolerance DIFFERENCES = new Tolerance(1e-7, 1e-9);

    /**
     * @param what what the number is, for the message
     * @param actual the number found
     * @param expected the number expected
     */
    public void assertClose(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(bound(Math.abs(expected))));
    }

    /**
     * @param what what the arrays are, for the message
     * @param actual the array found
     * @param expected the array expected; its shape must be equal
     */
    public void assertClose(String what, DoubleArray actual, DoubleArray expected) {
        assertThat(actual.shape()).as(what + ": shape").isEqualTo(expected.shape());
        double largest = Arrays.stream(expected.toArray()).map(Math::abs).max().orElse(0);
        assertThat(actual.toArray()).as(what).containsExactly(expected.toArray(), within(bound(largest)));
    }

    private double bound(double largest) {
        return relative * largest + absolute;
    }
}
