package org.metricloss.loss.center;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.tensor.Tensor;

/** Embeddings and centers of different dimension are refused with both sizes, wherever they meet. */
class CenterDimensionTest {
    private static final CenterLoss LOSS = new CenterLoss(new CenterUpdate.Paper(0.5), CenterReduction.MEAN);

    /** Asks center loss for embeddings of three columns with centers of two. */
    private record Misfit() implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings();
            Map<String, Tensor> state = Map.of(CenterLoss.CENTERS, x.full(0, 4, 2), CenterLoss.STALENESS, x.full(0, 4));
            return LOSS.compute(input.seenWith(state, input.draws()));
        }
    }

    static List<Engine> engines() {
        return TestEngines.all();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void lossRefusesEmbeddingsOfAnotherDimension(Engine engine) {
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(2, 3), new double[6]), new int[2], 4, Map.of());
        assertThatThrownBy(() -> LossRun.of(engine, new Misfit(), example))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embeddings of dimension 3 cannot be compared with centers of dimension 2");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void givenCentersOfAnotherDimensionAreRefused(Engine engine) {
        Map<String, DoubleArray> state = Map.of(
                CenterLoss.CENTERS, DoubleArray.of(Shape.of(4, 2), new double[8]),
                CenterLoss.STALENESS, DoubleArray.of(Shape.of(4), new double[4]));
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(2, 3), new double[6]), new int[2], 4, state);
        assertThatThrownBy(() -> LossRun.of(engine, LOSS, example))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state 'loss.centers' must have shape [4, 3], got [4, 2]");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void restoredCentersOfAnotherDimensionAreRefused(Engine engine) {
        SessionRequest request = request(3);
        Weights two = request(2).initial();
        Map<String, FloatArray> mixed = new LinkedHashMap<>();
        request.initial()
                .names()
                .forEach(name -> mixed.put(name, request.initial().get(name)));
        mixed.put("loss.center.centers", two.get("loss.center.centers"));
        try (TrainingSession session = engine.open(request)) {
            assertThatThrownBy(() -> session.restore(Weights.of(mixed)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("weights 'loss.center.centers' must have shape [4, 3], got [4, 2]");
        }
    }

    private static SessionRequest request(int dimension) {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.MLP.withEmbedding(dimension), Shape.of(1, 8, 8));
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.01, 0.9, 0);
        return SessionRequest.fromSeed(plan, Objective.of("center", LOSS), sgd, 4, 1, 1);
    }
}
