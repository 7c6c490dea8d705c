package org.metricloss.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.engine.PathToEmbeddings;
import org.metricloss.core.plugin.PluginException;

class StatedCostTest {
    private static final BatchProfile BATCH = BatchProfile.ofLabels(new int[] {0, 0, 1}, 2, 4);

    private record Predicting(LongSupplier predicted) implements CostedLoss {
        @Override
        public long tuples(BatchProfile batch) {
            return predicted.getAsLong();
        }

        @Override
        public HeldArrays arrays(BatchProfile batch) {
            return HeldArrays.none();
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().sum());
        }
    }

    private record Comparing() implements MetricLoss {
        @Override
        public boolean comparesReferences() {
            return true;
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().sum());
        }
    }

    @Test
    void aLossWhoseCostIsAssumedOrWhosePathIsRequiredStillComparesReferences() {
        assertThat(CostedLoss.of(new Comparing()).comparesReferences()).isTrue();
        Objective objective = new Objective("o", List.of(new Objective.Term("t", 1, new Comparing())));
        assertThat(PathToEmbeddings.required(objective).terms().get(0).loss().comparesReferences())
                .isTrue();
    }

    @Test
    void aWrongPredictionIsTheMistakeOfTheLossesAuthor() {
        assertThat(StatedCost.of(new Predicting(() -> 3), BATCH).tuples()).isEqualTo(3);
        assertThatThrownBy(() -> StatedCost.of(new Predicting(() -> -1), BATCH))
                .isInstanceOf(PluginException.class)
                .hasMessage("%s predicts -1 tuples for 3 samples; its method CostedLoss.tuples must return at least 0"
                        .formatted(Predicting.class.getName()));
        assertThatThrownBy(() -> StatedCost.of(
                        new Predicting(() -> {
                            throw new ArithmeticException("/ by zero");
                        }),
                        BATCH))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("cannot predict its cost for 3 samples: its method CostedLoss.tuples or"
                        + " CostedLoss.arrays failed with java.lang.ArithmeticException: / by zero");
    }
}
