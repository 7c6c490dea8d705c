package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;

class MemoryNeedTest {
    /** Flatten to 6 features, then 2: 8 outputs per image, and 12 weights. */
    private static final NetworkPlan NETWORK = NetworkPlan.of(
            new NetworkSpec("small", List.of(new Layer.Flatten(), new Layer.Linear(2, false))), Shape.of(1, 2, 3));

    /** Predicts what it was made with. */
    private record Predicting(long tuples, long bytes) implements CostedLoss {
        @Override
        public LossOutput compute(LossInput input) {
            throw new UnsupportedOperationException("nothing is computed to predict");
        }

        @Override
        public long tuples(BatchProfile batch) {
            return tuples;
        }

        @Override
        public HeldArrays arrays(BatchProfile batch) {
            return HeldArrays.none().masks(1, bytes);
        }
    }

    /** An engine that keeps everything. */
    private static long bytes(HeldArrays arrays) {
        return arrays.bytes(HeldArrays.Held::count);
    }

    @Test
    void everythingThatIsHeldAtOnceIsAddedUp() {
        BatchProfile batch = BatchProfile.even(100, 10, 2);
        List<MetricLoss> losses = List.of(new Predicting(5, 1000), new Predicting(7, 300));
        MemoryNeed need = MemoryNeed.of(losses, MemoryNeedTest::bytes, NETWORK, 8, batch, 30);
        assertThat(need.tuples()).isEqualTo(12);
        assertThat(need.lossBytes()).isEqualTo(1300);
        // 20 numbers four times; 100 images of 6 pixels twice, and 8 outputs with gradients.
        assertThat(need.networkBytes()).isEqualTo(4 * (4 * 20 + 100 * 2 * (6 + 8)));
        assertThat(need.evaluationBytes()).isEqualTo(30 * 2 * (4 + 16));
        assertThat(need.bytes()).isEqualTo(1300 + 4 * (80 + 2800) + 1200);
    }

    @Test
    void embeddingCountsWhereItHoldsMoreThanAStep() {
        MemoryNeed need =
                MemoryNeed.of(List.of(), MemoryNeedTest::bytes, NETWORK, 0, BatchProfile.even(1, 10, 2), 5000);
        assertThat(need.networkBytes()).isEqualTo(4 * (4 * 12 + 1024 * 2 * 6 + 512 * 8));
    }

    @Test
    void whatIsBeyondAllBoundsDoesNotOverflow() {
        List<MetricLoss> losses = List.of(new Predicting(Long.MAX_VALUE, Long.MAX_VALUE - 5), new Predicting(1, 10));
        MemoryNeed need = MemoryNeed.of(losses, MemoryNeedTest::bytes, NETWORK, 0, BatchProfile.even(10, 10, 2), 30);
        assertThat(need.tuples()).isEqualTo(Long.MAX_VALUE);
        assertThat(need.bytes()).isEqualTo(Long.MAX_VALUE);
    }
}
