package org.metricloss.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;

class WeightsTest {
    private final NetworkPlan plan = NetworkPlan.of(NamedNetwork.LENET.withEmbedding(2), Shape.of(1, 8, 8));

    private record Stateful() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(new LossState.Moved(
                    "centers", Shape.of(setting.classes(), setting.dimension()), new Initializer.Gaussian(1)));
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().sum());
        }
    }

    @Test
    void aNetworkStartsAlikeUnderEveryObjectiveAndDiffersBySeed() {
        String convolution = Weights.networkName("0.convolution.weight");
        float[] alone = initial("a", 1).get(convolution).toArray();
        assertThat(initial("b", 1).get(convolution).toArray()).isEqualTo(alone);
        assertThat(initial("a", 2).get(convolution).toArray()).isNotEqualTo(alone);
    }

    @Test
    void linearAndConvolutionWeightsAreWithinTheInverseRootOfTheirFanIn() {
        float[] weights = initial("a", 1).get("network.0.convolution.weight").toArray();
        assertThat(weights).hasSize(20 * 25);
        float bound = 1 / 5f;
        float largest = 0;
        for (float weight : weights) {
            assertThat(Math.abs(weight)).isLessThanOrEqualTo(bound);
            largest = Math.max(largest, Math.abs(weight));
        }
        assertThat(largest).isGreaterThan(0.95f * bound);
    }

    @Test
    void oneArrayIsReplacedByAnotherOfItsShape() {
        Weights initial = initial("a", 1);
        FloatArray zeros = FloatArray.of(Shape.of(10, 2), new float[20]);
        Weights replaced = initial.with("loss.a.centers", zeros);
        assertThat(replaced.names()).containsExactlyElementsOf(initial.names());
        assertThat(replaced.get("loss.a.centers").toArray()).containsOnly(0);
        assertThat(initial.get("loss.a.centers").toArray()).doesNotContain(0);
        FloatArray other = FloatArray.of(Shape.of(10, 3), new float[30]);
        assertThatThrownBy(() -> initial.with("loss.a.centers", other))
                .hasMessage("weights 'loss.a.centers' must have shape [10, 2], got [10, 3]");
        assertThatThrownBy(() -> initial.with("loss.b.centers", zeros))
                .hasMessageContaining("no weights 'loss.b.centers'");
    }

    @Test
    void stateIsNamedByItsTerm() {
        assertThat(initial("a", 1).get("loss.a.centers", Shape.of(10, 2)).shape())
                .isEqualTo(Shape.of(10, 2));
    }

    @Test
    void wrongNamesAndShapesAreRefused() {
        Weights weights = initial("a", 1);
        assertThatThrownBy(() -> weights.get("loss.b.centers")).hasMessageContaining("no weights 'loss.b.centers'");
        assertThatThrownBy(() -> weights.get("loss.a.centers", Shape.of(10, 3)))
                .hasMessage("weights 'loss.a.centers' must have shape [10, 3], got [10, 2]");
    }

    private Weights initial(String term, long seed) {
        return Weights.initial(plan, Objective.of(term, new Stateful()), 10, seed);
    }
}
