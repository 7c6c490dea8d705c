package org.metricloss.loss.center;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.Fixture;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;

class CenterLossGoldenTest {
    static Stream<GoldenCase> seedCases() {
        return GoldenCase.of("center_seed");
    }

    static Stream<GoldenCase> paperCases() {
        return GoldenCase.of("center_paper");
    }

    static Stream<GoldenCase> caffeCases() {
        return Fixture.family("center_paper").stream()
                .flatMap(fixture -> TestEngines.all().stream()
                        .map(engine ->
                                new GoldenCase(engine, fixture, fixture.root().at("/expected/caffe_layer"))));
    }

    static Stream<GoldenCase> sequenceCases() {
        return GoldenCase.of("center_sequence");
    }

    @ParameterizedTest
    @MethodSource("seedCases")
    void matchesTheWidelyCopiedPyTorchVersion(GoldenCase golden) {
        CenterLoss loss = seed(golden);
        LossRun run = LossRun.of(golden.engine(), loss, lambda(golden), example(golden));
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        Tolerance.GOLDEN.assertClose("weighted value", run.weightedValue(), golden.number("weighted_loss"));
        Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        Tolerance.GOLDEN.assertClose("centers", centers(run), golden.matrix("centers_after_sgd_step"));
    }

    @ParameterizedTest
    @MethodSource("paperCases")
    void matchesThePaper(GoldenCase golden) {
        CenterLoss loss = new CenterLoss(new CenterUpdate.Paper(alpha(golden)), CenterReduction.SUM);
        LossRun run = LossRun.of(golden.engine(), loss, example(golden));
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        Tolerance.GOLDEN.assertClose("centers", centers(run), golden.matrix("centers_after_update"));
    }

    @ParameterizedTest
    @MethodSource("caffeCases")
    void matchesTheAuthorsCaffeLayer(GoldenCase golden) {
        CenterLoss loss = new CenterLoss(new CenterUpdate.Paper(alpha(golden)), CenterReduction.MEAN);
        double weight = golden.parameter("loss_weight").doubleValue();
        LossRun run = LossRun.of(golden.engine(), loss, weight, example(golden));
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        Tolerance.GOLDEN.assertClose("weighted value", run.weightedValue(), golden.number("weighted_loss"));
        Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        Tolerance.GOLDEN.assertClose("centers", centers(run), golden.matrix("centers_after_update"));
    }

    @ParameterizedTest
    @MethodSource("sequenceCases")
    void centersMoveBatchByBatch(GoldenCase golden) {
        boolean paper = golden.parameter("convention").textValue().equals("paper");
        CenterLoss loss =
                paper ? new CenterLoss(new CenterUpdate.Paper(alpha(golden)), CenterReduction.SUM) : seed(golden);
        DoubleArray centers = Fixture.matrix(golden.fixture().inputs().get("centers"));
        JsonNode batches = golden.fixture().inputs().get("batches");
        for (int i = 0; i < batches.size(); i++) {
            JsonNode step = golden.expected().get("steps").get(i);
            LossExample example = LossExample.of(
                    Fixture.matrix(batches.get(i).get("embeddings")),
                    Fixture.integers(batches.get(i).get("labels")),
                    centers.shape().size(0),
                    state(centers));
            LossRun run = LossRun.of(golden.engine(), loss, lambda(golden), example);
            centers = centers(run);
            String at = "step " + i + ": ";
            Tolerance.GOLDEN.assertClose(at + "value", run.value(), Fixture.number(step.get("loss")));
            Tolerance.GOLDEN.assertClose(at + "gradient", run.gradient(), Fixture.matrix(step.get("grad_embeddings")));
            Tolerance.GOLDEN.assertClose(at + "centers", centers, Fixture.matrix(step.get("centers_after_step")));
        }
    }

    /** The copied version's {@code size_average} divides both the loss and the centers' step by the batch size. */
    private static CenterLoss seed(GoldenCase golden) {
        return golden.parameter("size_average").booleanValue()
                ? new CenterLoss(new CenterUpdate.BatchScaled(alpha(golden)), CenterReduction.MEAN)
                : new CenterLoss(new CenterUpdate.Paper(alpha(golden)), CenterReduction.SUM);
    }

    private static LossExample example(GoldenCase golden) {
        DoubleArray centers = Fixture.matrix(golden.fixture().inputs().get("centers"));
        LossExample plain = golden.example();
        return LossExample.of(
                plain.embeddings(), plain.labels(), centers.shape().size(0), state(centers));
    }

    private static Map<String, DoubleArray> state(DoubleArray centers) {
        int classes = centers.shape().size(0);
        return Map.of(
                CenterLoss.CENTERS,
                centers,
                CenterLoss.STALENESS,
                DoubleArray.of(Shape.of(classes), new double[classes]));
    }

    private static DoubleArray centers(LossRun run) {
        return run.nextState().get(CenterLoss.CENTERS);
    }

    private static double alpha(GoldenCase golden) {
        return golden.parameter("alpha").doubleValue();
    }

    private static double lambda(GoldenCase golden) {
        return golden.parameter("lambda").doubleValue();
    }
}
