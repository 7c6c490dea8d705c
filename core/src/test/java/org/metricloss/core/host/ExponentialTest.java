package org.metricloss.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.metricloss.core.array.DataType;

class ExponentialTest {
    private static final float[] SPECIAL = {
        Float.NEGATIVE_INFINITY, -1000, -90, 0, 1, 80, 90, Float.POSITIVE_INFINITY, Float.NaN
    };

    /** More than one piece, the last one incomplete; the numbers before and after the range stay. */
    @Test
    void singlePrecisionIsWithinOneRoundingOrSo() {
        int n = 3000;
        Row row = new Row(DataType.FLOAT32, n);
        double[] expected = new double[n];
        for (int j = 0; j < n; j++) {
            row.set(j, -1.5 + j * 1e-3);
            expected[j] = Math.exp(32f * (row.get(j) - 0.25f));
        }
        double first = row.get(6);
        double last = row.get(n - 1);
        new Exponential().replace(row, 7, n - 1, 32, 0.25);
        double worst = 0;
        for (int j = 7; j < n - 1; j++) {
            // Rounding the argument, of up to 56, costs more than the power itself.
            double allowed = 1e-7 + 6e-8 * Math.abs(Math.log(expected[j]));
            worst = Math.max(worst, Math.abs(row.get(j) / expected[j] - 1) / allowed);
        }
        assertThat(worst).isGreaterThan(0).isLessThan(1);
        assertThat(row.get(6)).isEqualTo(first);
        assertThat(row.get(n - 1)).isEqualTo(last);
    }

    @Test
    void farNumbersAreZeroOrInfiniteAndNaNStays() {
        Row row = new Row(DataType.FLOAT32, SPECIAL.length);
        for (int j = 0; j < SPECIAL.length; j++) {
            row.set(j, SPECIAL[j]);
        }
        new Exponential().replace(row, 0, SPECIAL.length, 1, 0);
        assertThat(row.singles()[0]).isZero();
        assertThat(row.singles()[1]).isZero();
        assertThat(row.singles()[2]).isZero();
        assertThat(row.singles()[3]).isEqualTo(1);
        assertThat(row.singles()[4]).isCloseTo((float) Math.E, within(3e-7f));
        assertThat(row.singles()[5]).isCloseTo((float) Math.exp(80), within(1e-7f * (float) Math.exp(80)));
        assertThat(row.singles()[6]).isInfinite();
        assertThat(row.singles()[7]).isInfinite();
        assertThat(row.singles()[8]).isNaN();
    }

    @Test
    void doublePrecisionIsThatOfTheLibrary() {
        Row row = new Row(DataType.FLOAT64, 2);
        row.set(0, 0.3);
        row.set(1, -700);
        new Exponential().replace(row, 0, 2, 2, 0.1);
        assertThat(row.doubles()).containsExactly(Math.exp(2 * (0.3 - 0.1)), Math.exp(2 * -700.1));
    }

    @Test
    void largestOfARangeIsNaNIfOneOfItIs() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            Row row = new Row(type, 4);
            row.set(0, 5);
            row.set(1, -3);
            row.set(2, -2);
            row.set(3, Double.NaN);
            assertThat(row.max(1, 3)).isEqualTo(-2);
            assertThat(row.max(1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(row.max(0, 4)).isNaN();
        }
    }
}
