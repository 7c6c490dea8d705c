package org.metricloss.loss.softmax;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.Fixture;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;

class SoftmaxLossGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.of("joint_softmax_center");
    }

    /** With W = I and no bias, embeddings are logits: the fixtures' logits go straight into the cross-entropy. */
    @ParameterizedTest
    @MethodSource("cases")
    void crossEntropyOfLogitsMatchesPyTorch(GoldenCase golden) {
        DoubleArray logits = Fixture.matrix(golden.fixture().inputs().get("logits"));
        int classes = logits.shape().size(1);
        LossRun run = LossRun.of(
                golden.engine(),
                new SoftmaxLoss(false),
                LossExample.of(
                        logits, golden.example().labels(), classes, Map.of(SoftmaxLoss.WEIGHT, identity(classes))));
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("cross_entropy"));
        Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_logits"));
    }

    private static DoubleArray identity(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return DoubleArray.of(Shape.of(n, n), values);
    }
}
