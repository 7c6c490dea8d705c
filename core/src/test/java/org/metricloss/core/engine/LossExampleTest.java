package org.metricloss.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;

class LossExampleTest {
    @Test
    void anEmptyListOfTuplesIsRefused() {
        assertThatThrownBy(() -> listing(new int[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be at least one pair or triplet, got none");
    }

    @Test
    void tuplesOfDifferentOrOtherSizesAreRefused() {
        assertThat(listing(new int[][] {{0, 1}, {1, 1}}).tuples()).isPresent();
        assertThatThrownBy(() -> listing(new int[][] {{0, 1}, {0, 1, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tuples must be all pairs or all triplets, got [0, 1, 1]");
        assertThatThrownBy(() -> listing(new int[][] {{0}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tuples must be all pairs or all triplets, got [0]");
    }

    @Test
    void tuplesOfSamplesThatAreNotThereAreRefused() {
        for (int member : new int[] {-1, 2}) {
            assertThatThrownBy(() -> listing(new int[][] {{0, member}}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("members of tuples must be in [0, 2), got " + member);
        }
    }

    private static LossExample listing(int[][] tuples) {
        return new LossExample(
                DoubleArray.of(Shape.of(2, 1), 1, 2),
                new int[] {0, 1},
                2,
                Map.of(),
                Optional.of(tuples),
                Optional.empty(),
                DataType.FLOAT32);
    }
}
