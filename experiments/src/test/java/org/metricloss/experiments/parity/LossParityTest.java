package org.metricloss.experiments.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.LossExamples;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.MetricLoss;

/** Every loss, evaluated in float64 on the contract's batches: all engines against the first. */
class LossParityTest {
    /** Ten thousand times the rounding of float64, for sums in another order; absolute where the expected array is 0. */
    private static final Tolerance CLOSE = new Tolerance(1e-10, 1e-14);

    private static final Map<String, MetricLoss> LOSSES = LossVariants.all();

    static Stream<Arguments> lossesAndBatches() {
        return LOSSES.entrySet().stream()
                .flatMap(loss ->
                        examples(loss.getValue()).keySet().stream().map(batch -> Arguments.of(loss.getKey(), batch)));
    }

    /** Nothing is compared where there is one engine or no loss. */
    @Test
    void severalEnginesAndEveryLossAreCompared() {
        assertThat(TestEngines.all()).hasSizeGreaterThan(1);
        assertThat(LOSSES.keySet())
                .contains(
                        "softmax", "center", "contrastive", "triplet", "triplet {mining=hard}", "softmax {bias=false}")
                .contains("triplet {mining=semi-hard}", "triplet {mining=random}", "triplet {swap=true}")
                .contains("triplet {algorithm=enumerate}", "contrastive {algorithm=enumerate}")
                .contains("center {update=batch-scaled}", "center {update=gradient}", "center {update=solver}")
                .contains("center {initial=random}", "center {initial=first-pass}", "center {reduction=sum}");
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("lossesAndBatches")
    void enginesAgreeOnValueGradientsAndNextState(String name, String batch) {
        MetricLoss loss = LOSSES.get(name);
        LossExample example = examples(loss).get(batch);
        List<Engine> engines = TestEngines.all();
        LossRun expected = LossRun.of(engines.get(0), loss, example);
        for (Engine engine : engines.subList(1, engines.size())) {
            LossRun actual = LossRun.of(engine, loss, example);
            CLOSE.assertClose("value", actual.value(), expected.value());
            CLOSE.assertClose("gradient", actual.gradient(), expected.gradient());
            assertThat(actual.stateGradients().keySet())
                    .isEqualTo(expected.stateGradients().keySet());
            expected.stateGradients()
                    .forEach((state, gradient) -> CLOSE.assertClose(
                            "gradient of " + state, actual.stateGradients().get(state), gradient));
            assertThat(actual.nextState().keySet())
                    .isEqualTo(expected.nextState().keySet());
            expected.nextState()
                    .forEach((state, next) -> CLOSE.assertClose(
                            "next " + state, actual.nextState().get(state), next));
        }
    }

    private static Map<String, LossExample> examples(MetricLoss loss) {
        Map<String, LossExample> examples = new LinkedHashMap<>();
        examples.put("ordinary", LossExamples.ordinary(loss));
        examples.putAll(LossExamples.edges(loss));
        return examples;
    }
}
