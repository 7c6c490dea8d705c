package org.metricloss.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;
import org.tensorflow.proto.ConfigProto;

/** A prepared loss whose embeddings and state stay on the device, as on a GPU. */
class ResidentLossTest {
    private static final ConfigProto PROCESSOR = ProcessThreads.on(Device.CPU)
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .build();

    /** Pulls each embedding to a learned point, and counts runs in moved state. */
    private record Pull() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(
                    new LossState.Learned("point", Shape.of(1, setting.dimension()), Initializer.zero()),
                    new LossState.Moved("runs", Shape.of(1, 1), Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor difference = input.embeddings().sub(input.state("point"));
            return LossOutput.of(difference.square().sum())
                    .next("runs", input.state("runs").add(1));
        }
    }

    private static final Objective PULL = Objective.of("pull", new Pull());

    private static LossExample example(DataType type, double first) {
        return new LossExample(
                DoubleArray.of(Shape.of(2, 2), first, 2, 3, 4),
                new int[] {0, 1},
                2,
                Map.of(
                        "pull.point", DoubleArray.of(Shape.of(1, 2), 1, 1),
                        "pull.runs", DoubleArray.of(Shape.of(1, 1), 7)),
                Optional.empty(),
                Optional.empty(),
                type);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void itGivesWhatAFedOneGives(DataType type) {
        new TensorFlowEngine().info();
        try (PreparedLoss fed = new TensorFlowPreparedLoss(PULL, example(type, 1), PROCESSOR, false);
                PreparedLoss resident = new TensorFlowPreparedLoss(PULL, example(type, 1), PROCESSOR, true)) {
            // Nothing feeds the embeddings here: a placeholder would be refused.
            resident.forward();
            resident.run();
            resident.run();
            requireSame(resident.evaluate(), fed.evaluate());
            requireSame(resident.evaluate(example(type, 5)), fed.evaluate(example(type, 5)));
            requireSame(resident.evaluate(), fed.evaluate());
        }
    }

    private static void requireSame(Evaluated actual, Evaluated expected) {
        assertThat(expected.result().loss()).isPositive();
        assertThat(actual.result().loss()).isEqualTo(expected.result().loss());
        assertThat(actual.gradient().toArray()).isEqualTo(expected.gradient().toArray());
        assertThat(actual.stateGradients().get("pull.point").toArray())
                .isEqualTo(expected.stateGradients().get("pull.point").toArray());
        assertThat(actual.nextState().get("pull.runs").toArray()).containsExactly(8);
    }
}
