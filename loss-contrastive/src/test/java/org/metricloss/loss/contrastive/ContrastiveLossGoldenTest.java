package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

class ContrastiveLossGoldenTest {
    /** All but the cases on cosine similarity, which this loss does not offer. */
    static Stream<GoldenCase> linearCases() {
        return GoldenCase.of("contrastive").filter(golden -> !golden.id().startsWith("cosine_similarity"));
    }

    static Stream<GoldenCase> squaredCases() {
        return GoldenCase.of("contrastive_squared");
    }

    @ParameterizedTest
    @MethodSource("linearCases")
    void linearFormMatchesPytorchMetricLearning(GoldenCase golden) {
        for (String algorithm : new String[] {"exact", "enumerate"}) {
            assertLinear(golden, algorithm);
        }
    }

    private static void assertLinear(GoldenCase golden, String algorithm) {
        MetricLoss loss = new ContrastiveLossProvider()
                .create(Parameters.of(Map.of(
                        "algorithm", algorithm,
                        "form", "linear",
                        "margin", golden.parameter("neg_margin").numberValue(),
                        "positiveMargin", golden.parameter("pos_margin").numberValue(),
                        "normalize", golden.parameter("normalize").booleanValue(),
                        "reduction", reduction(golden.parameter("reducer").textValue()))));
        LossRun run = LossRun.of(golden.engine(), loss, golden.example());
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        if (golden.has("grad_embeddings")) {
            Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        }
        // The fixtures count (i, j) and (j, i).
        assertThat(2 * run.total(Diagnostic.TUPLES_CONSIDERED))
                .isEqualTo(golden.number("num_pos_pairs_ordered") + golden.number("num_neg_pairs_ordered"));
        assertThat(2 * run.total(Diagnostic.TUPLES_ACTIVE))
                .isEqualTo(golden.number("num_pos_pairs_nonzero") + golden.number("num_neg_pairs_nonzero"));
        assertThat(2 * count(run, Diagnostic.MEAN_POSITIVE_DISTANCE)).isEqualTo(golden.number("num_pos_pairs_ordered"));
        assertThat(2 * count(run, Diagnostic.MEAN_NEGATIVE_DISTANCE)).isEqualTo(golden.number("num_neg_pairs_ordered"));
    }

    @ParameterizedTest
    @MethodSource("squaredCases")
    void squaredFormMatchesHadsellChopraLeCun(GoldenCase golden) {
        for (String algorithm : new String[] {"exact", "enumerate"}) {
            assertSquared(golden, algorithm);
        }
    }

    private static void assertSquared(GoldenCase golden, String algorithm) {
        for (String published : new String[] {"mean", "sum"}) {
            MetricLoss loss = new ContrastiveLossProvider()
                    .create(Parameters.of(Map.of(
                            "algorithm",
                            algorithm,
                            "form",
                            "squared",
                            "margin",
                            golden.parameter("margin").numberValue(),
                            "normalize",
                            golden.parameter("normalize").booleanValue(),
                            "reduction",
                            published.equals("mean") ? "all" : "sum")));
            LossRun run = LossRun.of(golden.engine(), loss, golden.example());
            Tolerance.GOLDEN.assertClose("value " + published, run.value(), golden.number("loss_" + published));
            String gradient = "grad_embeddings_" + published;
            if (golden.has(gradient)) {
                Tolerance.GOLDEN.assertClose(gradient, run.gradient(), golden.matrix(gradient));
            }
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(golden.number("num_pairs"));
            assertThat(count(run, Diagnostic.MEAN_POSITIVE_DISTANCE)).isEqualTo(golden.number("num_pos_pairs"));
            assertThat(count(run, Diagnostic.MEAN_NEGATIVE_DISTANCE)).isEqualTo(golden.number("num_neg_pairs"));
        }
    }

    private static double count(LossRun run, String mean) {
        return run.diagnostic(mean).orElseThrow().count();
    }

    private static String reduction(String reducer) {
        return switch (reducer) {
            case "AvgNonZero" -> "active";
            case "Mean" -> "all";
            case "Sum" -> "sum";
            default -> throw new IllegalArgumentException("no reduction for reducer " + reducer);
        };
    }
}
