package org.metricloss.loss.proxy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.Fixture;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.cosine.CosineSoftmax.Denominator;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.MetricLoss;

/** Values and both gradients as the Python library gives them. */
class ProxyLossGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of("proxy_nca", "proxy_anchor", "soft_triple").flatMap(GoldenCase::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesThePythonLibrary(GoldenCase golden) {
        LossExample example = LossExample.of(
                golden.example().embeddings(),
                golden.example().labels(),
                golden.fixture().inputs().get("num_classes").intValue(),
                Map.of(Proxies.STATE, proxies(golden)));
        LossRun run = LossRun.of(golden.engine(), loss(golden), example);
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        Tolerance.GOLDEN.assertClose(
                "gradient of the proxies", run.stateGradients().get(Proxies.STATE), golden.matrix("grad_weights"));
    }

    private static DoubleArray proxies(GoldenCase golden) {
        return Fixture.matrix(golden.fixture().inputs().get("weights"));
    }

    private static MetricLoss loss(GoldenCase golden) {
        String family = golden.fixture().name().replaceFirst("__.*", "");
        return switch (family) {
            case "proxy_nca" -> new ProxyNcaLoss(number(golden, "softmax_scale"), Denominator.ALL, 1);
            case "proxy_anchor" -> new ProxyAnchorLoss(number(golden, "margin"), number(golden, "alpha"), 1);
            case "soft_triple" ->
                new SoftTripleLoss(
                        golden.parameter("centers_per_class").intValue(),
                        number(golden, "lambda"),
                        number(golden, "gamma"),
                        number(golden, "margin"),
                        0,
                        1);
            default -> throw new IllegalArgumentException(family);
        };
    }

    private static double number(GoldenCase golden, String parameter) {
        return golden.parameter(parameter).doubleValue();
    }
}
