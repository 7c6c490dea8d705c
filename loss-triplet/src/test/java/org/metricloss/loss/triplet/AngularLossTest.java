package org.metricloss.loss.triplet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.GoldenCase;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.contract.LossExamples;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.PlainResult;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.random.RandomStream;

class AngularLossTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of(
                "angular", new AngularLoss(45, true), "angular, negatives as they are", new AngularLoss(36, false));
    }

    @Override
    protected PlainResult plainLoops(MetricLoss loss, PlainBatch batch) {
        AngularLoss angular = (AngularLoss) loss;
        double square = Math.pow(Math.tan(angular.alpha() * Math.PI / 180), 2);
        double[][] units =
                Arrays.stream(batch.embeddings()).map(AngularLossTest::unit).toArray(double[][]::new);
        double[][] negatives = angular.normalizeNegatives() ? units : batch.embeddings();
        int[] labels = batch.labels();
        double sum = 0;
        int pairs = 0;
        long triplets = 0;
        long active = 0;
        for (int a = 0; a < batch.samples(); a++) {
            for (int p = 0; p < batch.samples(); p++) {
                if (p == a || labels[p] != labels[a]) {
                    continue;
                }
                double powers = 0;
                int count = 0;
                for (int n = 0; n < batch.samples(); n++) {
                    if (labels[n] != labels[a]) {
                        double toNegative = product(units[a], negatives[n]) + product(units[p], negatives[n]);
                        powers += Math.exp(4 * square * toNegative - 2 * (1 + square) * product(units[a], units[p]));
                        count++;
                    }
                }
                double cost = Math.log1p(powers);
                sum += cost;
                pairs += count > 0 ? 1 : 0;
                triplets += count;
                active += cost > 0 ? count : 0;
            }
        }
        return PlainResult.of(pairs == 0 ? 0 : sum / pairs, triplets, active);
    }

    private static double[] unit(double[] x) {
        double length = Math.max(1e-12, Math.sqrt(product(x, x)));
        return Arrays.stream(x).map(each -> each / length).toArray();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    static Stream<GoldenCase> cases() {
        return GoldenCase.of("angular");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void matchesThePythonLibrary(GoldenCase golden) {
        AngularLoss loss = new AngularLoss(
                golden.parameter("alpha_degrees").doubleValue(),
                golden.parameter("normalize_negatives").booleanValue());
        LossRun run = LossRun.of(golden.engine(), loss, golden.example());
        Tolerance.GOLDEN.assertClose("value", run.value(), golden.number("loss"));
        if (golden.has("grad_embeddings")) {
            Tolerance.GOLDEN.assertClose("gradient", run.gradient(), golden.matrix("grad_embeddings"));
        }
    }

    static Stream<Arguments> lengths() {
        return TestEngines.all().stream()
                .flatMap(engine -> Stream.of(1.0, 30.0, 1000.0).map(length -> Arguments.of(engine, length)));
    }

    /** Powers of long negatives are 0 beside the largest of another row, so that their products are all 0. */
    @ParameterizedTest
    @MethodSource("lengths")
    void lengthOfNegativesCostsNoDigits(Engine engine, double length) {
        RandomStream random = RandomStream.of(5, "angular");
        double[] values = new double[30 * 4];
        Arrays.setAll(values, i -> (float) (length * random.nextGaussian()));
        int[] labels = new int[30];
        Arrays.setAll(labels, i -> i / 6);
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(30, 4), values), labels, 5, Map.of());
        AngularLoss loss = new AngularLoss(45, false);
        LossRun run = LossRun.of(engine, loss, example);
        LossRun single = LossRun.of(engine, loss, LossExamples.in(DataType.FLOAT32, example));
        assertThat(run.value()).isFinite().isPositive();
        Tolerance.PLAIN_FLOAT32.assertClose("value", single.value(), run.value());
        new Tolerance(1e-3, 0).assertClose("gradient", single.gradient(), run.gradient());
        if (length < 100) {
            // In plain loops the powers of longer ones overflow.
            PlainResult plain = plainLoops(loss, PlainBatch.of(example));
            Tolerance.PLAIN.assertClose("value", run.value(), plain.value());
        }
    }

    static List<Engine> engines() {
        return TestEngines.all();
    }

    /** More rows than a group of small classes has, beside one class that is larger. */
    @ParameterizedTest
    @MethodSource("engines")
    void groupsOfClassesAddUp(Engine engine) {
        RandomStream random = RandomStream.of(6, "angular groups");
        double[] values = new double[400 * 3];
        Arrays.setAll(values, i -> (float) random.nextGaussian());
        int[] labels = new int[400];
        Arrays.setAll(labels, i -> i % 2 == 0 ? 0 : 1 + random.nextInt(20));
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(400, 3), values), labels, 21, Map.of());
        AngularLoss loss = new AngularLoss(45, true);
        PlainResult plain = plainLoops(loss, PlainBatch.of(example));
        Tolerance.PLAIN.assertClose("value", LossRun.of(engine, loss, example).value(), plain.value());
    }

    @Test
    void providerMakesThePapersLossUnlessToldOtherwise() {
        assertThat(LossProvider.all().get("angular").create(Parameters.of(Map.of())))
                .isEqualTo(new AngularLoss(45, true));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.09, 90, -36})
    void anglesMustBeBetweenZeroAndNinetyDegrees(double alpha) {
        assertThatThrownBy(() -> LossProvider.all().get("angular").create(Parameters.of(Map.of("alpha", alpha))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("alpha must be in [0.1, 90), got ");
    }
}
