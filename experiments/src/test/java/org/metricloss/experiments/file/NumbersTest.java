package org.metricloss.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0.002, 0.002",
        "2.0e-3, 0.002",
        "5.0e-4, 0.0005",
        "1, 1",
        "100, 100",
        "-0.0, 0",
        "1e20, 1E+20",
        "1e-10, 1E-10",
        "0.1, 0.1",
        "4.9e-324, 5E-324",
        "2.2250738585072014E-308, 2.2250738585072014E-308",
        "1.7976931348623157e308, 1.7976931348623157E+308"
    })
    void numbersAreWrittenWithAsFewDigitsAsNeeded(double number, String written) {
        assertThat(Numbers.written(number)).isEqualTo(written);
    }

    @Test
    void everyNumberReadsBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String written = Numbers.written(number);
                assertThat(Double.parseDouble(written)).isEqualTo(number);
                assertThat(ScalarType.ofPlain(written)).isEqualTo(ScalarType.NUMBER);
            }
        }
    }
}
