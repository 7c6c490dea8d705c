package org.metricloss.loss.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
import org.metricloss.core.tensor.Shape;

class CenterLossTest {
    static List<Engine> engines() {
        return TestEngines.all();
    }

    @Test
    void providerIsFoundAndFollowsThePaperUnlessToldOtherwise() {
        LossProvider provider = LossProvider.all().get("center");
        assertThat(provider.create(Parameters.of(Map.of())))
                .isEqualTo(new CenterLoss(CenterUpdate.PAPER, 0.5, CenterReduction.MEAN));
        assertThat(provider.create(Parameters.of(Map.of("update", "batch-scaled", "alpha", 0.25, "reduction", "sum"))))
                .isEqualTo(new CenterLoss(CenterUpdate.BATCH_SCALED, 0.25, CenterReduction.SUM));
    }

    @Test
    void unknownUpdateIsRefusedWithTheChoices() {
        LossProvider provider = new CenterLossProvider();
        assertThatThrownBy(() -> provider.create(Parameters.of(Map.of("update", "seed"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("update must be one of paper, batch-scaled, got seed");
    }

    @Test
    void alphaMustLeaveCentersBetweenStandingStillAndTheMean() {
        for (double alpha : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new CenterLoss(CenterUpdate.PAPER, alpha, CenterReduction.MEAN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("alpha must be in [0, 1], got " + alpha);
        }
    }

    @Test
    void centersAreMovedAndStartAtZero() {
        assertThat(new CenterLoss(CenterUpdate.PAPER, 0.5, CenterReduction.MEAN).state(new LossSetting(10, 4)))
                .containsExactly(new LossState.Moved("centers", Shape.of(10, 4), Initializer.zero()));
    }

    /** Samples 0, 4 of class 0 with center 0, and 3 of class 2 with center 3; class 1 is absent. */
    @ParameterizedTest
    @MethodSource("engines")
    void smallBatchCanBeCheckedByHand(Engine engine) {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(3, 1), 0, 4, 3),
                new int[] {0, 0, 2},
                3,
                Map.of("centers", DoubleArray.of(Shape.of(3, 1), 0, 7, 3)));
        LossRun run = LossRun.of(engine, new CenterLoss(CenterUpdate.PAPER, 0.5, CenterReduction.MEAN), example);
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
                LossExample.of(DoubleArray.of(Shape.of(2, 1), 5, 6), new int[] {0, 1}, 2, Map.of("centers", centers));
        LossRun run = LossRun.of(engine, new CenterLoss(CenterUpdate.PAPER, 0, CenterReduction.MEAN), example);
        assertThat(run.value()).isGreaterThan(1);
        assertThat(run.nextState().get("centers").toArray()).isEqualTo(centers.toArray());
    }

    /** Every batch is the same, so centers approach the class means: here by half of n/(1 + n) = 2/3 per step. */
    @ParameterizedTest
    @MethodSource("engines")
    void centersApproachTheClassMeans(Engine engine) {
        CenterLoss loss = new CenterLoss(CenterUpdate.PAPER, 0.5, CenterReduction.MEAN);
        DoubleArray embeddings = DoubleArray.of(Shape.of(4, 1), 1, 2, -5, -6);
        DoubleArray centers = DoubleArray.of(Shape.of(2, 1), 0, 0);
        for (int step = 0; step < 60; step++) {
            LossExample example = LossExample.of(embeddings, new int[] {0, 0, 1, 1}, 2, Map.of("centers", centers));
            centers = LossRun.of(engine, loss, example).nextState().get("centers");
        }
        double[] means = {1.5, -5.5};
        double remaining = Math.pow(2.0 / 3, 60);
        assertThat(centers.toArray())
                .containsExactly(
                        means, within(Arrays.stream(means).map(Math::abs).max().orElseThrow() * 2 * remaining));
    }
}
