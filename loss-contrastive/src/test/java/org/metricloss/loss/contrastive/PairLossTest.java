package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState.Learned;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.Initializer;

class PairLossTest {
    static List<Engine> engines() {
        return TestEngines.all();
    }

    static Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of("multi-similarity", new MultiSimilarityLoss(2, 50, 1)),
                Arguments.of("nt-xent", new NtXentLoss(0.1)),
                Arguments.of("sup-con", new SupConLoss(0.1)),
                Arguments.of("lifted-structure", new LiftedStructureLoss(LiftedStructureForm.PAIRS, 1, 0, false)),
                Arguments.of("circle", new CircleLoss(0.4, 80)),
                Arguments.of("margin", new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.PER_CLASS, 1.2, 0, 1)),
                Arguments.of("n-pairs", new NPairsLoss(false, 0.002)));
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void providersAreFoundAndMakeThePapersLossUnlessToldOtherwise(String id, MetricLoss expected) {
        assertThat(LossProvider.all().get(id).create(Parameters.of(Map.of()))).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("multi-similarity", Map.of("alpha", 0), "alpha must be > 0, got 0"),
                Arguments.of("multi-similarity", Map.of("beta", -1), "beta must be > 0, got -1"),
                Arguments.of("multi-similarity", Map.of("base", 1.5), "base must be in [-1, 1], got 1.5"),
                Arguments.of("nt-xent", Map.of("temperature", 0), "temperature must be > 0, got 0"),
                Arguments.of("sup-con", Map.of("temperature", -0.1), "temperature must be > 0, got -0.1"),
                Arguments.of(
                        "lifted-structure",
                        Map.of("margin", Double.POSITIVE_INFINITY),
                        "margin must be a finite number, got Infinity"),
                Arguments.of(
                        "lifted-structure",
                        Map.of("form", "triplets"),
                        "form must be one of pairs, anchors, got triplets"),
                Arguments.of("circle", Map.of("margin", 1.1), "margin must be in [0, 1], got 1.1"),
                Arguments.of("circle", Map.of("gamma", 0), "gamma must be > 0, got 0"),
                Arguments.of("margin", Map.of("margin", -0.2), "margin must be >= 0, got -0.2"),
                Arguments.of("margin", Map.of("initialBeta", 0), "initialBeta must be > 0, got 0"),
                Arguments.of("margin", Map.of("pairs", "all"), "pairs must be one of sampled, all-triplets, got all"),
                Arguments.of("n-pairs", Map.of("regularization", -1), "regularization must be >= 0, got -1"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void wrongSettingsAreRefusedWithAReason(String id, Map<String, ?> given, String message) {
        assertThatThrownBy(() -> LossProvider.all().get(id).create(Parameters.of(given)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aFixedBoundaryHasNoRegularizer() {
        assertThatThrownBy(() -> new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.FIXED, 1.2, 0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nu must be 0 where beta is fixed, got 0.1");
        assertThat(new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.FIXED, 1.2, 0, 1).state(new LossSetting(5, 3)))
                .isEmpty();
    }

    @Test
    void boundariesAreLearnedAtARateOfTheirOwn() {
        MarginLoss loss = new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.PER_CLASS, 1.2, 0, 10);
        Learned beta = (Learned) loss.state(new LossSetting(5, 3)).get(0);
        assertThat(beta.shape()).isEqualTo(Shape.of(5));
        assertThat(beta.initializer()).isEqualTo(new Initializer.Constant(1.2));
        assertThat(beta.learningRateFactor()).isEqualTo(10);
    }

    /** Two classes of two at right angles: every positive has cosine 1, every negative 0. */
    private static LossExample square() {
        return LossExample.of(
                DoubleArray.of(Shape.of(4, 2), 1, 0, 2, 0, 0, 1, 0, 3), new int[] {0, 0, 1, 1}, 2, Map.of());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void smallBatchesCanBeCheckedByHand(Engine engine) {
        double e = Math.E;
        assertThat(value(engine, new NtXentLoss(1))).isCloseTo(Math.log((e + 2) / e), within(1e-14));
        assertThat(value(engine, new SupConLoss(1))).isCloseTo(Math.log((e + 2) / e), within(1e-14));
        assertThat(value(engine, new MultiSimilarityLoss(1, 1, 1)))
                .isCloseTo(Math.log(2) + Math.log(1 + 2 / e), within(1e-14));
        // J = log(4 exp(1 - sqrt 2)).
        double excess = Math.log(4) + 1 - Math.sqrt(2);
        assertThat(value(engine, new LiftedStructureLoss(LiftedStructureForm.PAIRS, 1, 0, true)))
                .isCloseTo(excess * excess / 2, within(1e-14));
        // w_p = 0.5 and w_n = 0.5: the exponents are -0.25 and -0.25.
        assertThat(value(engine, new CircleLoss(0.5, 1))).isCloseTo(Math.log1p(2 * Math.exp(-0.5)), within(1e-14));
    }

    private static double value(Engine engine, MetricLoss loss) {
        return LossRun.of(engine, loss, square()).value();
    }

    /** Powers of such exponents are beyond double precision. */
    @ParameterizedTest
    @MethodSource("engines")
    void sizeOfTheExponentsCostsNoDigits(Engine engine) {
        assertThat(value(engine, new MultiSimilarityLoss(1, 4000, -1)))
                .isCloseTo(Math.log1p(Math.exp(-2)) + 1 + Math.log(2) / 4000, within(1e-12));
        LossExample swapped = LossExample.of(square().embeddings(), new int[] {0, 1, 0, 1}, 2, Map.of());
        assertThat(LossRun.of(engine, new NtXentLoss(1e-4), swapped).value()).isCloseTo(10_000, within(1e-8));
    }
}
