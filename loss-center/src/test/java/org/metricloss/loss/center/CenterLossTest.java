package org.metricloss.loss.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.Initializer;

class CenterLossTest {
    static List<Engine> engines() {
        return TestEngines.all();
    }

    /** Centers of dimension 1, and no class stale. */
    private static Map<String, DoubleArray> state(double... centers) {
        return Map.of(
                "centers", DoubleArray.of(Shape.of(centers.length, 1), centers),
                "staleness", DoubleArray.of(Shape.of(centers.length), new double[centers.length]));
    }

    @Test
    void providerIsFoundAndFollowsThePaperUnlessToldOtherwise() {
        LossProvider provider = LossProvider.all().get("center");
        assertThat(provider.create(Parameters.of(Map.of())))
                .isEqualTo(new CenterLoss(new CenterUpdate.Paper(0.5), CenterReduction.MEAN, Initializer.zero()));
        assertThat(provider.create(Parameters.of(Map.of("update", "batch-scaled", "alpha", 0.25, "reduction", "sum"))))
                .isEqualTo(new CenterLoss(new CenterUpdate.BatchScaled(0.25), CenterReduction.SUM));
        assertThat(provider.create(Parameters.of(Map.of("update", "gradient", "learningRateFactor", 2))))
                .isEqualTo(new CenterLoss(new CenterUpdate.Gradient(2), CenterReduction.MEAN));
        assertThat(provider.create(Parameters.of(Map.of("update", "solver", "momentum", 0.5, "decay", 0.01))))
                .isEqualTo(new CenterLoss(new CenterUpdate.Solver(0.5, 0.5, 0.01), CenterReduction.MEAN));
    }

    @Test
    void centersStartWhereTheyAreTold() {
        LossProvider provider = new CenterLossProvider();
        LossSetting setting = new LossSetting(10, 4);
        Map<Map<String, Object>, Initializer> starts = Map.of(
                Map.of(), Initializer.zero(),
                Map.of("initial", "zero"), Initializer.zero(),
                Map.of("initial", "random"), new Initializer.Gaussian(1),
                Map.of("initial", "random", "initialDeviation", 0.1), new Initializer.Gaussian(0.1),
                Map.of("initial", "first-pass"), new Initializer.ClassMeans());
        starts.forEach((parameters, initializer) -> assertThat(
                        provider.create(Parameters.of(parameters)).state(setting))
                .as("%s", parameters)
                .first()
                .isEqualTo(new LossState.Moved("centers", Shape.of(10, 4), initializer).as(LossState.Role.CENTERS)));
    }

    /** What every update but the paper's keeps beside the centers; the staleness is kept by all. */
    @Test
    void everyUpdateDeclaresWhatItKeeps() {
        LossSetting setting = new LossSetting(10, 4);
        Shape shape = Shape.of(10, 4);
        LossState staleness = new LossState.Moved("staleness", Shape.of(10), Initializer.zero());
        assertThat(new CenterLoss(new CenterUpdate.Paper(0.5), CenterReduction.MEAN).state(setting))
                .containsExactly(
                        new LossState.Moved("centers", shape, Initializer.zero()).as(LossState.Role.CENTERS),
                        staleness);
        assertThat(new CenterLoss(new CenterUpdate.Gradient(3), CenterReduction.MEAN).state(setting))
                .containsExactly(
                        new LossState.Learned("centers", shape, Initializer.zero())
                                .as(LossState.Role.CENTERS)
                                .withLearningRateFactor(3),
                        staleness);
        assertThat(new CenterLoss(new CenterUpdate.Solver(0.5, 0.9, 0), CenterReduction.MEAN).state(setting))
                .containsExactly(
                        new LossState.Moved("centers", shape, Initializer.zero()).as(LossState.Role.CENTERS),
                        new LossState.Moved("velocity", shape, Initializer.zero()),
                        new LossState.Moved("steps", Shape.of(1), Initializer.zero()),
                        staleness);
    }

    @Test
    void unknownUpdateIsRefusedWithTheChoices() {
        LossProvider provider = new CenterLossProvider();
        assertThatThrownBy(() -> provider.create(Parameters.of(Map.of("update", "seed"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("update must be one of paper, batch-scaled, gradient, solver, optimizer, got seed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        paper        | momentum           | momentum goes only with update: solver
        batch-scaled | decay              | decay goes only with update: solver
        paper        | learningRateFactor | learningRateFactor goes only with update: gradient or optimizer
        solver       | learningRateFactor | learningRateFactor goes only with update: gradient or optimizer
        gradient     | alpha              | alpha goes only with update: paper, batch-scaled or solver
        gradient     | initialDeviation   | initialDeviation goes only with initial: random
        """)
    void parameterOfAnotherUpdateIsRefused(String update, String parameter, String message) {
        LossProvider provider = new CenterLossProvider();
        assertThatThrownBy(() -> provider.create(Parameters.of(Map.of("update", update, parameter, 0.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void alphaMustLeaveCentersBetweenStandingStillAndTheMean() {
        for (double alpha : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new CenterUpdate.Paper(alpha))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("alpha must be in [0, 1], got " + alpha);
        }
    }

    @Test
    void momentumDecayAndFactorMustBeInTheirRanges() {
        assertThatThrownBy(() -> new CenterUpdate.Solver(0.5, 1, 0)).hasMessage("momentum must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> new CenterUpdate.Solver(0.5, 0, -1)).hasMessage("decay must be >= 0, got -1.0");
        assertThatThrownBy(() -> new CenterUpdate.Gradient(0))
                .hasMessage("learningRateFactor must be in [0.000001, 1000000], got 0.0");
    }

    /** Samples 0, 4 of class 0 with center 0, and 3 of class 2 with center 3; class 1 is absent. */
    @ParameterizedTest
    @MethodSource("engines")
    void smallBatchCanBeCheckedByHand(Engine engine) {
        LossExample example =
                LossExample.of(DoubleArray.of(Shape.of(3, 1), 0, 4, 3), new int[] {0, 0, 2}, 3, state(0, 7, 3));
        LossRun run = LossRun.of(engine, new CenterLoss(new CenterUpdate.Paper(0.5), CenterReduction.MEAN), example);
        assertThat(run.value()).isCloseTo(16.0 / 6, within(1e-15));
        // delta_0 = (0 - 0 + 0 - 4) / (1 + 2)
        assertThat(run.nextState().get("centers").toArray())
                .containsExactly(new double[] {2.0 / 3, 7, 3}, within(1e-15));
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(3);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(1);
        assertThat(run.diagnostic(CenterLoss.MEAN_CENTER_DISTANCE).orElseThrow().value())
                .hasValue(4.0 / 3);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void alphaZeroKeepsTheCenters(Engine engine) {
        DoubleArray centers = DoubleArray.of(Shape.of(2, 1), 0.3, -0.7);
        LossExample example =
                LossExample.of(DoubleArray.of(Shape.of(2, 1), 5, 6), new int[] {0, 1}, 2, state(centers.toArray()));
        LossRun run = LossRun.of(engine, new CenterLoss(new CenterUpdate.Paper(0), CenterReduction.MEAN), example);
        assertThat(run.value()).isGreaterThan(1);
        assertThat(run.nextState().get("centers").toArray()).isEqualTo(centers.toArray());
    }

    /** Every batch is the same, so centers approach the class means: here by half of n/(1 + n) = 2/3 per step. */
    @ParameterizedTest
    @MethodSource("engines")
    void centersApproachTheClassMeans(Engine engine) {
        CenterLoss loss = new CenterLoss(new CenterUpdate.Paper(0.5), CenterReduction.MEAN);
        DoubleArray embeddings = DoubleArray.of(Shape.of(4, 1), 1, 2, -5, -6);
        DoubleArray centers = DoubleArray.of(Shape.of(2, 1), 0, 0);
        for (int step = 0; step < 60; step++) {
            LossExample example = LossExample.of(embeddings, new int[] {0, 0, 1, 1}, 2, state(centers.toArray()));
            centers = LossRun.of(engine, loss, example).nextState().get("centers");
        }
        double[] means = {1.5, -5.5};
        double remaining = Math.pow(2.0 / 3, 60);
        assertThat(centers.toArray())
                .containsExactly(
                        means, within(Arrays.stream(means).map(Math::abs).max().orElseThrow() * 2 * remaining));
    }
}
