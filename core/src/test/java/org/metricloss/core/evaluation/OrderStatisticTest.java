package org.metricloss.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.random.RandomStream;

class OrderStatisticTest {
    /** Lengths on both sides of where sampling starts; few distinct values give many ties, one gives only ties. */
    @ParameterizedTest
    @CsvSource({"1, 5", "2, 2", "10, 3", "600, 1000000", "602, 7", "5000, 1000000", "5000, 3", "5000, 1"})
    void selectedValueIsTheOneThatSortingFindsAndSmallerOnesAreInFront(int length, int distinct) {
        RandomStream random = RandomStream.of(length, "select");
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(distinct);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int k = 0; k < length; k += 1 + length / 50) {
            double[] reordered = values.clone();
            assertThat(OrderStatistic.select(reordered, length, k)).isEqualTo(sorted[k]);
            double[] front = Arrays.copyOf(reordered, k + 1);
            Arrays.sort(front);
            assertThat(front).containsExactly(Arrays.copyOf(sorted, k + 1));
        }
    }
}
