package org.metricloss.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.Fixture;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.loss.Parameters;

/** Joint supervision of the center-loss paper, softmax + lambda center, against published implementations. */
class JointSoftmaxCenterGoldenTest {
    static Stream<GoldenCase> cases() {
        return GoldenCase.of("joint_softmax_center");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void linearHeadAndCentersMatchTheWidelyCopiedPyTorchVersion(GoldenCase golden) {
        JsonNode inputs = golden.fixture().inputs();
        DoubleArray centers = Fixture.matrix(inputs.get("centers"));
        int classes = centers.shape().size(0);
        Map<String, DoubleArray> state = Map.of(
                "softmax.weight", Fixture.matrix(inputs.get("weights")),
                "center.centers", centers,
                "center.staleness", DoubleArray.of(Shape.of(classes), new double[classes]));
        LossExample plain = golden.example();
        LossExample example = LossExample.of(plain.embeddings(), plain.labels(), classes, state);

        Evaluated evaluated = golden.engine().evaluate(objective(golden), example);

        JsonNode head = golden.expected().get("linear_head");
        var terms = evaluated.result().terms();
        Tolerance.GOLDEN.assertClose("softmax", terms.get(0).value(), Fixture.number(head.get("cross_entropy")));
        Tolerance.GOLDEN.assertClose("center", terms.get(1).value(), golden.number("center_loss"));
        Tolerance.GOLDEN.assertClose("value", evaluated.result().loss(), Fixture.number(head.get("loss")));
        Tolerance.GOLDEN.assertClose("gradient", evaluated.gradient(), Fixture.matrix(head.get("grad_embeddings")));
        Tolerance.GOLDEN.assertClose(
                "gradient of the weights",
                evaluated.stateGradients().get("softmax.weight"),
                Fixture.matrix(head.get("grad_weights")));
        Tolerance.GOLDEN.assertClose(
                "centers",
                evaluated.nextState().get("center.centers"),
                minus(centers, 0.5, golden.matrix("grad_centers")));
    }

    private static Objective objective(GoldenCase golden) {
        boolean sizeAverage = golden.parameter("size_average").booleanValue();
        MetricLoss softmax = LossProvider.all().get("softmax").create(Parameters.of(Map.of("bias", false)));
        MetricLoss center = LossProvider.all()
                .get("center")
                .create(Parameters.of(Map.of(
                        "update", sizeAverage ? "batch-scaled" : "paper",
                        "reduction", sizeAverage ? "mean" : "sum",
                        "alpha", 0.5)));
        double lambda = golden.parameter("lambda").doubleValue();
        return new Objective(
                "softmax+center", List.of(new Term("softmax", 1, softmax), new Term("center", lambda, center)));
    }

    private static DoubleArray minus(DoubleArray from, double factor, DoubleArray step) {
        double[] values = from.toArray();
        double[] steps = step.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] -= factor * steps[i];
        }
        return DoubleArray.of(from.shape(), values);
    }
}
