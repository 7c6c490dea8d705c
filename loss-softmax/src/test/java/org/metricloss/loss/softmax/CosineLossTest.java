package org.metricloss.loss.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.LossSettingsContract;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.LossState.Role;
import org.metricloss.loss.softmax.SphereFaceLoss.Annealing;

class CosineLossTest extends LossSettingsContract {
    @Override
    protected Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of("normalized-softmax", new NormalizedSoftmaxLoss(0.05)),
                Arguments.of("cosface", new CosFaceLoss(0.35, 64)),
                Arguments.of("arcface", new ArcFaceLoss(0.5, 64)),
                Arguments.of("subcenter-arcface", new SubcenterArcFaceLoss(3, 0.5, 64)),
                Arguments.of("sphereface", new SphereFaceLoss(4, 1, Optional.of(new Annealing(1000, 0.12, 5)))),
                Arguments.of("adaface", new AdaFaceLoss(0.4, 0.333, 64, 0.01)));
    }

    @Override
    protected Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("cosface", Map.of("margin", 2.1), "margin must be in [0, 2], got 2.1"),
                Arguments.of("arcface", Map.of("margin", 28.6), "margin must be in [0, 1.5], got 28.6"),
                Arguments.of("arcface", Map.of("unit", "degrees", "margin", 90), "margin must be in [0, 85], got 90"),
                Arguments.of("subcenter-arcface", Map.of("centers", 0), "centers must be a whole number >= 1, got 0"),
                Arguments.of(
                        "normalized-softmax",
                        Map.of("temperature", 0),
                        "temperature must be in [0.000001, 1000000], got 0"),
                Arguments.of("sphereface", Map.of("margin", 0), "margin must be a whole number in [1, 10], got 0"),
                Arguments.of(
                        "sphereface",
                        Map.of("annealing", false, "annealingEnd", 1),
                        "annealingEnd goes only with annealing: true"),
                Arguments.of("adaface", Map.of("averaging", 0), "averaging must be in (0, 1], got 0"));
    }

    @Test
    void weightsAreLearnedUnderTheirRole() {
        LossSetting setting = new LossSetting(10, 4);
        assertThat(new ArcFaceLoss(0.5, 64).state(setting))
                .extracting(LossState::role, LossState::shape)
                .containsExactly(tuple(Role.CLASS_WEIGHTS, Shape.of(10, 4)));
        assertThat(new SubcenterArcFaceLoss(3, 0.5, 64).state(setting))
                .extracting(LossState::role, LossState::shape)
                .containsExactly(tuple(Role.PROXIES, Shape.of(30, 4)));
    }

    /** The weight vectors are (1, 0) and (0, 1); the samples lie at 45 degrees, at the first and at the second one. */
    @ParameterizedTest
    @MethodSource("engines")
    void accuracyAndOwnCosineOfASmallBatchCanBeCheckedByHand(Engine engine) {
        LossRun run = LossRun.of(engine, new CosFaceLoss(0.5, 1), small(1, 1, 3, 0, 0, 2));
        double equal = Math.log(1 + Math.exp(0.5));
        double wrong = Math.log(1 + Math.exp(1.5));
        double right = Math.log(1 + Math.exp(-0.5));
        assertThat(run.value()).isCloseTo((equal + wrong + right) / 3, within(1e-15));
        assertThat(run.diagnostic(Diagnostic.BATCH_ACCURACY).orElseThrow().value())
                .hasValue(2.0 / 3);
        assertThat(run.diagnostic("meanOwnCosine").orElseThrow().sum()).isCloseTo(Math.sqrt(0.5) + 1, within(1e-15));
    }

    /** There the derivative of the angle is infinite. */
    @ParameterizedTest
    @MethodSource("engines")
    void gradientIsBoundedWhereAnEmbeddingHasTheDirectionOfItsClass(Engine engine) {
        for (double off : new double[] {0, 1e-12, 1e-8, 1e-5}) {
            LossRun run = LossRun.of(engine, new ArcFaceLoss(0.5, 64), small(1, off, 0, -1, 1, 0));
            for (double entry : run.gradient().toArray()) {
                assertThat(Math.abs(entry)).isLessThan(64.0 / 3 + 1e-6);
            }
        }
    }

    /** Without other classes to be told from, nothing is lost. */
    @ParameterizedTest
    @MethodSource("engines")
    void oneClassCostsNothing(Engine engine) {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(1, 2), 1, 2),
                new int[] {0},
                1,
                Map.of("weight", DoubleArray.of(Shape.of(1, 2), 2, 1)));
        LossRun run = LossRun.of(engine, new ArcFaceLoss(0.5, 64), example);
        assertThat(run.value()).isZero();
        assertThat(run.gradient().toArray()).containsExactly(new double[] {0, 0}, within(0.0));
    }

    /** Three embeddings of two dimensions, of classes 0, 1, 1. */
    private static LossExample small(double... embeddings) {
        return LossExample.of(
                DoubleArray.of(Shape.of(3, 2), embeddings),
                new int[] {0, 1, 1},
                2,
                Map.of("weight", DoubleArray.of(Shape.of(2, 2), 1, 0, 0, 1)));
    }
}
