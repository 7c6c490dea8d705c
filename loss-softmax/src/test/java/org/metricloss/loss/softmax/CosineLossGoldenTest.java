package org.metricloss.loss.softmax;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.Fixture;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

/** Values and both gradients as the Python library gives them. */
class CosineLossGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of("normalized_softmax", "cosface", "arcface", "sphereface")
                .flatMap(GoldenCase::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesThePythonLibrary(GoldenCase golden) {
        DoubleArray weights = Fixture.matrix(golden.fixture().inputs().get("weights"));
        LossExample example = LossExample.of(
                golden.example().embeddings(),
                golden.example().labels(),
                weights.shape().size(0),
                Map.of(SoftmaxLoss.WEIGHT, weights));
        LossRun run = LossRun.of(golden.engine(), loss(golden), example);
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        Tolerance.GOLDEN.assertClose(
                "gradient of the weights", run.stateGradients().get(SoftmaxLoss.WEIGHT), golden.matrix("grad_weights"));
    }

    private static MetricLoss loss(GoldenCase golden) {
        String family = golden.fixture().name().replaceFirst("__.*", "");
        return switch (family) {
            case "normalized_softmax" -> new NormalizedSoftmaxLoss(number(golden, "temperature"));
            case "cosface" -> new CosFaceLoss(number(golden, "margin"), number(golden, "scale"));
            case "arcface" ->
                LossProvider.all()
                        .get("arcface")
                        .create(Parameters.of(Map.of(
                                "unit",
                                "degrees",
                                "margin",
                                number(golden, "margin_degrees"),
                                "scale",
                                number(golden, "scale"))));
            case "sphereface" ->
                new SphereFaceLoss(golden.parameter("margin").intValue(), number(golden, "scale"), Optional.empty());
            default -> throw new IllegalArgumentException(family);
        };
    }

    private static double number(GoldenCase golden, String parameter) {
        return golden.parameter(parameter).doubleValue();
    }
}
