package org.metricloss.loss.contrastive;

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
import org.metricloss.core.loss.MetricLoss;

/** Values and gradients as the Python library gives them. */
class PairLossGoldenTest {
    static Stream<GoldenCase> cases() {
        return Stream.of(
                        "multi_similarity",
                        "nt_xent",
                        "sup_con",
                        "lifted_structure",
                        "lifted_structure_generalized",
                        "circle",
                        "margin",
                        "n_pairs")
                .flatMap(GoldenCase::of);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesThePythonLibrary(GoldenCase golden) {
        MetricLoss loss = loss(golden);
        LossRun run = LossRun.of(golden.engine(), loss, example(golden, loss));
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        if (golden.has("grad_embeddings")) {
            Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        }
        if (golden.has("grad_beta")) {
            Tolerance.GOLDEN.assertClose(
                    "gradient of beta",
                    run.stateGradients().get("beta"),
                    vector(golden.expected().get("grad_beta")));
        }
    }

    private static LossExample example(GoldenCase golden, MetricLoss loss) {
        if (!(loss instanceof MarginLoss margin)) {
            return golden.example();
        }
        boolean learned = margin.beta() != MarginBeta.FIXED;
        return LossExample.of(
                golden.example().embeddings(),
                golden.example().labels(),
                golden.fixture().inputs().get("num_classes").intValue(),
                learned ? Map.of("beta", vector(golden.parameter("beta"))) : Map.of());
    }

    private static DoubleArray vector(com.fasterxml.jackson.databind.JsonNode numbers) {
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Fixture.number(numbers.get(i));
        }
        return DoubleArray.of(Shape.of(values.length), values);
    }

    private static MetricLoss loss(GoldenCase golden) {
        return switch (golden.fixture().name().replaceFirst("__.*", "")) {
            case "multi_similarity" ->
                new MultiSimilarityLoss(number(golden, "alpha"), number(golden, "beta"), number(golden, "base"));
            case "nt_xent" -> new NtXentLoss(number(golden, "temperature"));
            case "sup_con" -> new SupConLoss(number(golden, "temperature"));
            case "lifted_structure" -> lifted(golden, LiftedStructureForm.PAIRS);
            case "lifted_structure_generalized" -> lifted(golden, LiftedStructureForm.ANCHORS);
            case "circle" -> new CircleLoss(number(golden, "m"), number(golden, "gamma"));
            case "margin" -> margin(golden);
            case "n_pairs" -> new NPairsLoss(golden.parameter("normalize").booleanValue(), 0);
            default -> throw new IllegalArgumentException(golden.fixture().name());
        };
    }

    private static MetricLoss lifted(GoldenCase golden, LiftedStructureForm form) {
        return new LiftedStructureLoss(form, number(golden, "neg_margin"), number(golden, "pos_margin"), true);
    }

    private static MetricLoss margin(GoldenCase golden) {
        boolean learned = golden.parameter("learn_beta").booleanValue();
        boolean perClass = golden.expected().at("/params/beta_per_class").asBoolean(false);
        return new MarginLoss(
                MarginPairs.ALL_TRIPLETS,
                number(golden, "margin"),
                learned ? perClass ? MarginBeta.PER_CLASS : MarginBeta.SINGLE : MarginBeta.FIXED,
                Fixture.number(golden.parameter("beta").get(0)),
                number(golden, "nu"),
                1);
    }

    private static double number(GoldenCase golden, String parameter) {
        return golden.parameter(parameter).doubleValue();
    }
}
