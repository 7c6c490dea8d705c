package org.metricloss.loss.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.Initializer;

class SoftmaxLossTest {
    static List<Engine> engines() {
        return TestEngines.all();
    }

    @Test
    void providerIsFoundAndHasABiasUnlessToldOtherwise() {
        LossProvider provider = LossProvider.all().get("softmax");
        assertThat(provider.create(Parameters.of(Map.of()))).isEqualTo(new SoftmaxLoss(true));
        assertThat(provider.create(Parameters.of(Map.of("bias", false)))).isEqualTo(new SoftmaxLoss(false));
        assertThatThrownBy(() -> provider.create(Parameters.of(Map.of("bias", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bias must be true or false, got 1");
    }

    @Test
    void headIsLearnedAndDrawnByItsFanIn() {
        assertThat(new SoftmaxLoss(true).state(new LossSetting(10, 4)))
                .containsExactly(
                        new LossState.Learned("weight", Shape.of(10, 4), new Initializer.Uniform(0.5))
                                .as(LossState.Role.CLASS_WEIGHTS),
                        new LossState.Learned("bias", Shape.of(10), new Initializer.Uniform(0.5)));
        assertThat(new SoftmaxLoss(false).state(new LossSetting(10, 4)))
                .extracting(LossState::name)
                .containsExactly("weight");
    }

    /** Scores (2, 0), (0, 0), (0, 3) of classes 0, 1, 1; equal scores count for class 0. */
    @ParameterizedTest
    @MethodSource("engines")
    void accuracyAndCrossEntropyOfASmallBatchCanBeCheckedByHand(Engine engine) {
        LossRun run = LossRun.of(engine, new SoftmaxLoss(true), small(2, 0, 0, 0, 0, 3));
        double first = Math.log(1 + Math.exp(-2));
        double second = Math.log(2);
        double third = Math.log(1 + Math.exp(-3));
        assertThat(run.value()).isCloseTo((first + second + third) / 3, within(1e-15));
        assertThat(run.diagnostic(SoftmaxLoss.BATCH_ACCURACY).orElseThrow().value())
                .hasValue(2.0 / 3);
    }

    /** The naive log-sum-exp overflows here, and subtracting the own score from it would leave ten digits fewer. */
    @ParameterizedTest
    @MethodSource("engines")
    void sizeOfTheScoresCostsNoDigits(Engine engine) {
        LossRun run = LossRun.of(engine, new SoftmaxLoss(true), small(1e6 + 2, 1e6, 1e6 - 2, 1e6, 1e6, 1e6 + 2));
        assertThat(run.value()).isCloseTo(Math.log(1 + Math.exp(-2)), within(1e-15));
    }

    private static long bytes(HeldArrays arrays) {
        return arrays.bytes(HeldArrays.Held::count);
    }

    @Test
    void memoryGrowsWithAllClassesNotOnlyThoseThatOccur() {
        SoftmaxLoss loss = new SoftmaxLoss(true);
        long few = bytes(loss.arrays(BatchProfile.of(new int[] {4, 4}, 2, 8)));
        long many = bytes(loss.arrays(BatchProfile.of(new int[] {4, 4}, 1000, 8)));
        assertThat(many).isGreaterThan(100 * few);
        assertThat(loss.tuples(BatchProfile.of(new int[] {4, 4}, 8))).isZero();
    }

    /** Three embeddings of two dimensions that are their scores, of classes 0, 1, 1. */
    private static LossExample small(double... scores) {
        return LossExample.of(
                DoubleArray.of(Shape.of(3, 2), scores),
                new int[] {0, 1, 1},
                2,
                Map.of(
                        "weight", DoubleArray.of(Shape.of(2, 2), 1, 0, 0, 1),
                        "bias", DoubleArray.of(Shape.of(2), 0, 0)));
    }
}
