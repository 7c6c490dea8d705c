package org.metricloss.results.training.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeDifferenceTest {
    /** Expected values are exact up to a rounding of 1e-15 times their size, which is at most 1e5. */
    private static final double ROUNDING = 1e-10;

    @ParameterizedTest
    @CsvSource({
        "2, 2, 0",
        "2, 3, 0.5",
        "-2, -3, 0.5",
        "-2, 2, 2",
        "0, 0, 0",
        "0, 0.001, 0.1",
        "0.001, 0, 0.1",
        "0.01, 0.02, 1",
        "NaN, NaN, 0",
        "Infinity, Infinity, 0",
        "NaN, 1, Infinity",
        "1, NaN, Infinity",
        "Infinity, 1, Infinity",
        "1, Infinity, Infinity",
        "-Infinity, Infinity, Infinity"
    })
    void numbersDifferByTheShareOfTheReferenceOrOfTheFloor(double a, double b, double expected) {
        if (Double.isInfinite(expected)) {
            assertThat(RelativeDifference.of(a, b)).isEqualTo(expected);
        } else {
            assertThat(RelativeDifference.of(a, b)).isCloseTo(expected, within(ROUNDING));
        }
    }

    @Test
    void arraysDifferByTheShareOfTheReferencesNorm() {
        assertThat(RelativeDifference.of(new float[] {3, 4}, new float[] {3, 4.5f}))
                .isCloseTo(0.1, within(ROUNDING));
    }

    @Test
    void arrayNearZeroIsComparedWithTheFloor() {
        float[] zeros = new float[4];
        float[] others = {0.0001f, 0.0001f, 0.0001f, 0.0001f};
        // Every number is a tenth of the floor away; 1e-8 is the rounding of 0.0001 to float32.
        assertThat(RelativeDifference.of(zeros, others)).isCloseTo(0.1, within(1e-8));
    }

    @Test
    void arrayThatOnlyOneEngineMadeNanIsInfinitelyFar() {
        float[] numbers = {1, 2};
        float[] broken = {1, Float.NaN};
        assertThat(RelativeDifference.of(numbers, broken)).isInfinite();
        assertThat(RelativeDifference.of(broken, numbers)).isInfinite();
        assertThat(RelativeDifference.of(broken, broken.clone())).isZero();
    }

    @Test
    void smallArrayThatIsWrongDoesNotHideBehindALargeOne() {
        Map<String, float[]> reference = Map.of("weight", new float[] {100, 100}, "bias", new float[] {0.1f});
        Map<String, float[]> other = Map.of("weight", new float[] {100, 100}, "bias", new float[] {0.2f});
        // Within the rounding of 0.1 and 0.2 to float32.
        assertThat(RelativeDifference.ofAll(reference, other)).isCloseTo(1, within(1e-6));
    }

    @Test
    void arraysThatDoNotMatchAreRefused() {
        assertThatThrownBy(() -> RelativeDifference.of(new float[2], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arrays to compare must have one length, got 2 and 3");
        assertThatThrownBy(() -> RelativeDifference.ofAll(Map.of("a", new float[1]), Map.of("b", new float[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arrays to compare must have the same names, got [a] and [b]");
    }
}
