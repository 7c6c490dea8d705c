package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.EngineMemoryException;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.tensor.Tensor;

/** Sessions must keep nothing of the steps that they have taken, and leave nothing when they close. */
public abstract class MemoryContract extends TrainingContract {
    @Test
    void memoryStaysFlatOverManySteps() {
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
            TrainingBatch batch = batch(0, 120);
            // Images of 30 KB, kept at each step, would add 180 MB.
            ResidentMemory.assertSettles(() -> repeat(6_000, () -> session.step(batch)), 80_000_000);
        }
    }

    @Test
    void memoryStaysFlatOverManySessions() {
        Runnable shortSession = () -> {
            try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2)))) {
                session.step(batch(0, 2_000));
                session.embed(batch(0, 1).images(), 1);
            }
        };
        // Images, activations and weights of a session are about 3 MB: 120 MB if they were kept.
        ResidentMemory.assertSettles(() -> repeat(40, shortSession), 80_000_000);
    }

    /** Asks for more than 280 terabytes, which no address space holds, whatever the system promises. */
    private record Insatiable() implements MetricLoss {
        private static final int ROWS = 1 << 23;

        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings();
            Tensor rows = x.range(ROWS).cast(x.dataType()).mul(x.sum());
            return LossOutput.of(
                    rows.reshape(ROWS, 1).mul(rows.reshape(1, ROWS)).sum());
        }
    }

    /** Runs tell trials that need more memory than there is from those that fail. TensorFlow waits for it for a while first. */
    @Test
    void memoryThatIsNotThereHasAnExceptionOfItsOwn() {
        Objective objective = Objective.of("insatiable", new Insatiable());
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(1, 2), 1, 2), new int[] {0}, 1, Map.of());
        assertThatThrownBy(() -> engine().evaluate(objective, example))
                .isInstanceOf(EngineMemoryException.class)
                .hasMessageStartingWith("engine %s ran out of memory: ", engine().id());
        try (TrainingSession session = engine().open(request(NamedNetwork.MLP.withEmbedding(2), objective))) {
            assertThatThrownBy(() -> session.step(batch(0, 3))).isInstanceOf(EngineMemoryException.class);
            assertThat(session.embed(batch(0, 3).images(), 3)).hasSize(6);
        }
    }

    private static void repeat(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
