package org.metricloss.engine.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineInfo;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.tensor.Shape;

class TensorFlowEngineTest {
    private record Squares() implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().square().sum());
        }

        @Override
        public Workload workload(BatchProfile batch) {
            return new Workload(0, 0);
        }
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(Engine.all().get("tensorflow")).isInstanceOf(TensorFlowEngine.class);
    }

    @Test
    void tellsItsVersionsAndItsCache() {
        EngineInfo info = new TensorFlowEngine().info();
        assertThat(info.library()).matches("TensorFlow Java \\d+\\.\\d+\\.\\d+");
        assertThat(info.nativeLibrary()).matches("TensorFlow \\d+\\.\\d+\\.\\d+ \\(CPU\\)");
        assertThat(Path.of(info.cache())).isDirectory();
    }

    @Test
    void weightsThatHaveNoPlaceAreRefused() {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.MLP.withEmbedding(2), Shape.of(1, 2, 2));
        Objective objective = Objective.of("squares", new Squares());
        SessionRequest request = SessionRequest.fromSeed(plan, objective, new OptimizerSpec.Sgd(0.1, 0, 0), 2, 1, 1);
        try (TrainingSession session = new TensorFlowEngine().open(request)) {
            Map<String, FloatArray> arrays = new LinkedHashMap<>();
            request.initial()
                    .names()
                    .forEach(name -> arrays.put(name, request.initial().get(name)));
            arrays.put("loss.center.centers", FloatArray.of(Shape.of(1), 0));
            assertThatThrownBy(() -> session.restore(Weights.of(arrays)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "no place for weights [loss.center.centers]; there is: [network.1.linear.weight");
        }
    }
}
