package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MedianEstimateTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static MedianEstimate of(double... sample) {
        return MedianEstimate.of(sample);
    }

    @Test
    void medianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
        assertThat(of(3, 1, 2).median()).isEqualTo(2);
        assertThat(of(4, 1, 2, 3).median()).isEqualTo(2.5);
        assertThat(of(7).median()).isEqualTo(7);
    }

    @Test
    void infinityIsTheMedianOnceHalfOfTheValuesAreInfinite() {
        assertThat(of(NEVER, 1, 2).median()).isEqualTo(2);
        assertThat(of(NEVER, NEVER, 1, 2).median()).isInfinite();
        assertThat(of(NEVER, NEVER, 1).median()).isInfinite();
    }

    /** The tabulated places of the sign test's interval at 95%: 2^-n sums by hand for 6 and 9, tables beyond. */
    @ParameterizedTest
    @CsvSource({"6, 1", "8, 1", "9, 2", "11, 2", "12, 3", "20, 6", "25, 8", "50, 18"})
    void intervalGoesFromThePlaceOfTheSignTest(int n, int place) {
        MedianEstimate estimate = MedianEstimate.of(
                IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray());
        assertThat(estimate.low()).hasValue(place);
        assertThat(estimate.high()).hasValue(n + 1 - place);
    }

    @Test
    void fewerThanSixValuesHaveNoInterval() {
        assertThat(of(1, 2, 3, 4, 5).low()).isEmpty();
        assertThat(of(1, 2, 3, 4, 5).high()).isEmpty();
    }

    @Test
    void upperEndIsInfiniteWhereTheLargestValueIs() {
        assertThat(of(1, 2, 3, 4, 5, NEVER).high()).hasValue(NEVER);
        assertThat(of(1, 2, 3, 4, 5, NEVER).low()).hasValue(1);
    }

    @Test
    void nothingAndNaNAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> of());
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, Double.NaN));
    }
}
