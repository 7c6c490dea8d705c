package org.metricloss.loss.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.LossSettingsContract;
import org.metricloss.core.cosine.CosineSoftmax.Denominator;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState.Learned;
import org.metricloss.core.loss.LossState.Role;

class ProxyLossTest extends LossSettingsContract {
    @Override
    protected Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of("proxy-nca", new ProxyNcaLoss(1, Denominator.OTHERS, 1)),
                Arguments.of("proxy-anchor", new ProxyAnchorLoss(0.1, 32, 100)),
                Arguments.of("soft-triple", new SoftTripleLoss(10, 20, 0.1, 0.01, 0.2, 100)));
    }

    @Override
    protected Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("proxy-nca", Map.of("scale", 0), "scale must be in [0.000001, 1000000], got 0"),
                Arguments.of(
                        "proxy-nca", Map.of("denominator", "own"), "denominator must be one of all, others, got own"),
                Arguments.of("proxy-anchor", Map.of("margin", -0.1), "margin must be in [0, 2], got -0.1"),
                Arguments.of("proxy-anchor", Map.of("alpha", 0), "alpha must be in [0.000001, 1000000], got 0"),
                Arguments.of("soft-triple", Map.of("centers", 0), "centers must be a whole number >= 1, got 0"),
                Arguments.of("soft-triple", Map.of("tau", -1), "tau must be >= 0, got -1"));
    }

    @Test
    void proxiesAreLearnedAtARateOfTheirOwn() {
        Learned proxies = (Learned) new SoftTripleLoss(3, 20, 0.1, 0.01, 0.2, 100)
                .state(new LossSetting(10, 4))
                .get(0);
        assertThat(proxies.shape()).isEqualTo(Shape.of(30, 4));
        assertThat(proxies.role()).isEqualTo(Role.PROXIES);
        assertThat(proxies.learningRateFactor()).isEqualTo(100);
    }

    /** The proxies are (1, 0) and (0, 1); the samples, of classes 0, 1, 1, lie at 45 degrees, at the first and the second. */
    @ParameterizedTest
    @MethodSource("engines")
    void proxyAnchorOfASmallBatchCanBeCheckedByHand(Engine engine) {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(3, 2), 1, 1, 3, 0, 0, 2),
                new int[] {0, 1, 1},
                2,
                Map.of("proxies", DoubleArray.of(Shape.of(2, 2), 5, 0, 0, 1)));
        LossRun run = LossRun.of(engine, new ProxyAnchorLoss(0.5, 1, 1), example);
        double half = Math.sqrt(0.5);
        double positive = Math.log(1 + Math.exp(0.5 - half)) + Math.log(1 + Math.exp(0.5) + Math.exp(-0.5));
        double negative = Math.log(1 + Math.exp(1.5) + Math.exp(0.5)) + Math.log(1 + Math.exp(half + 0.5));
        assertThat(run.value()).isCloseTo((positive + negative) / 2, within(1e-15));
        assertThat(run.diagnostic(Diagnostic.BATCH_ACCURACY).orElseThrow().value())
                .hasValue(2.0 / 3);
        assertThat(run.diagnostic("meanOwnCosine").orElseThrow().sum()).isCloseTo(half + 1, within(1e-15));
    }

    /** The paper's denominator is empty then. */
    @ParameterizedTest
    @MethodSource("engines")
    void proxyNcaOfOneClassCostsNothing(Engine engine) {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(1, 2), 1, 2),
                new int[] {0},
                1,
                Map.of("proxies", DoubleArray.of(Shape.of(1, 2), 2, 1)));
        LossRun run = LossRun.of(engine, new ProxyNcaLoss(1, Denominator.OTHERS, 1), example);
        assertThat(run.value()).isZero();
        assertThat(run.gradient().toArray()).containsExactly(new double[] {0, 0}, within(0.0));
    }

    /** Powers of alpha 1,000 are beyond single and double precision. */
    @ParameterizedTest
    @MethodSource("engines")
    void sizeOfAlphaCostsNoDigits(Engine engine) {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(2, 2), 1, 0, 0, 1),
                new int[] {0, 1},
                2,
                Map.of("proxies", DoubleArray.of(Shape.of(2, 2), 0, 1, 1, 0)));
        LossRun run = LossRun.of(engine, new ProxyAnchorLoss(0.5, 1000, 1), example);
        assertThat(run.value()).isEqualTo(500 + 1500);
    }
}
