package org.metricloss.loss.triplet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.Fixture;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

class TripletLossGoldenTest {
    static Stream<GoldenCase> allCases() {
        return GoldenCase.of("triplet_all");
    }

    /** All but the cases in which anchors without a positive count with a positive distance of 0. */
    static Stream<GoldenCase> hardCases() {
        return GoldenCase.of("triplet_batch_hard").filter(golden -> !golden.id().endsWith("all_anchors"));
    }

    static Stream<GoldenCase> semiHardCases() {
        return GoldenCase.of("triplet_semihard").filter(golden -> type(golden).equals("semihard"));
    }

    static Stream<GoldenCase> semiHardNearestCases() {
        return GoldenCase.of("triplet_semihard").filter(golden -> !type(golden).equals("semihard"));
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void allTripletsMatchPytorchMetricLearning(GoldenCase golden) {
        for (Algorithm algorithm : Algorithm.values()) {
            LossRun run = run("all", algorithm, golden);
            assertValueAndGradient(golden, run);
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(golden.number("num_valid_triplets"));
            assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(golden.number("num_nonzero_triplets"));
            assertThat(run.total(TripletLoss.TUPLES_VIOLATING_MARGIN))
                    .isEqualTo(golden.number("num_margin_violating_triplets"));
        }
    }

    @ParameterizedTest
    @MethodSource("hardCases")
    void hardTripletsMatchPytorchMetricLearning(GoldenCase golden) {
        for (Algorithm algorithm : Algorithm.values()) {
            LossRun run = run("hard", algorithm, golden);
            assertValueAndGradient(golden, run);
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(golden.number("num_triplets"));
            assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(golden.number("num_nonzero_triplets"));
            JsonNode mining = mining(golden);
            assertMean(run, Diagnostic.MEAN_POSITIVE_DISTANCE, golden, mining.get("hardest_positive_distance"));
            assertMean(run, Diagnostic.MEAN_NEGATIVE_DISTANCE, golden, mining.get("hardest_negative_distance"));
        }
    }

    @ParameterizedTest
    @MethodSource("semiHardCases")
    void semiHardTripletsMatchPytorchMetricLearning(GoldenCase golden) {
        for (Algorithm algorithm : Algorithm.values()) {
            LossRun run = run("semi-hard", algorithm, golden);
            assertValueAndGradient(golden, run);
            assertThat(run.total(Diagnostic.TUPLES_MINED)).isEqualTo(golden.number("num_triplets"));
            assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(golden.number("num_nonzero_triplets"));
        }
    }

    @ParameterizedTest
    @MethodSource("semiHardNearestCases")
    void oneSemiHardNegativeForEachPairMatchesTensorFlowAddons(GoldenCase golden) {
        for (Algorithm algorithm : Algorithm.values()) {
            LossRun run = run("semi-hard-nearest", algorithm, golden);
            assertValueAndGradient(golden, run);
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(golden.number("num_triplets"));
            assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(golden.number("num_nonzero_triplets"));
        }
    }

    private static String type(GoldenCase golden) {
        return golden.parameter("type").textValue();
    }

    private static LossRun run(String mining, Algorithm algorithm, GoldenCase golden) {
        return LossRun.of(golden.engine(), loss(mining, algorithm, golden), golden.example());
    }

    private static void assertValueAndGradient(GoldenCase golden, LossRun run) {
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        if (golden.has("grad_embeddings")) {
            Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        }
    }

    private static void assertMean(LossRun run, String name, GoldenCase golden, JsonNode distances) {
        double sum = 0;
        for (JsonNode distance : distances) {
            double mined = Fixture.number(distance);
            sum += squared(golden) ? Math.sqrt(mined) : mined;
        }
        DiagnosticReading reading = run.diagnostic(name).orElseThrow();
        assertThat(reading.count()).isEqualTo(distances.size());
        Tolerance.GOLDEN.assertClose(name, reading.sum(), sum);
    }

    /** The mined triplets of the case's distance. */
    private static JsonNode mining(GoldenCase golden) {
        for (JsonNode mining : golden.fixture().root().at("/expected/mining")) {
            JsonNode params = mining.get("params");
            if (params.get("normalize").equals(golden.parameter("normalize"))
                    && params.get("power").equals(golden.parameter("power"))) {
                return mining;
            }
        }
        throw new IllegalStateException("no mining for " + golden);
    }

    private static MetricLoss loss(String mining, Algorithm algorithm, GoldenCase golden) {
        JsonNode params = golden.expected().get("params");
        return new TripletLossProvider()
                .create(Parameters.of(Map.of(
                        "mining", mining,
                        "margin", params.get("margin").numberValue(),
                        "distance", squared(golden) ? "squared" : "euclidean",
                        "normalize", params.get("normalize").booleanValue(),
                        "form", params.path("smooth").booleanValue() ? "softplus" : "hinge",
                        "reduction", reduction(params.get("reducer").textValue()),
                        "algorithm", algorithm.name().toLowerCase(Locale.ROOT))));
    }

    private static boolean squared(GoldenCase golden) {
        return golden.parameter("power").intValue() == 2;
    }

    private static String reduction(String reducer) {
        return switch (reducer) {
            case "AvgNonZero" -> "active";
            case "Mean", "MeanOverOrderedPositivePairs" -> "all";
            case "Sum" -> "sum";
            default -> throw new IllegalArgumentException("no reduction for reducer " + reducer);
        };
    }
}
