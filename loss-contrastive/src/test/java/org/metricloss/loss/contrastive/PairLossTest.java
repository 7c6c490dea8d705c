package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.LossSettingsContract;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState.Learned;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.network.Initializer;

class PairLossTest extends LossSettingsContract {
    @Override
    protected Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of("multi-similarity", new MultiSimilarityLoss(2, 50, 1)),
                Arguments.of("nt-xent", new NtXentLoss(0.1)),
                Arguments.of("sup-con", new SupConLoss(0.1)),
                Arguments.of("lifted-structure", new LiftedStructureLoss(LiftedStructureForm.PAIRS, 1, 0, false)),
                Arguments.of("circle", new CircleLoss(0.4, 80)),
                Arguments.of("margin", new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.PER_CLASS, 1.2, 0, 1)),
                Arguments.of("n-pairs", new NPairsLoss(false, 0.002)));
    }

    @Override
    protected Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("multi-similarity", Map.of("alpha", 0), "alpha must be in [0.000001, 1000000], got 0"),
                Arguments.of("multi-similarity", Map.of("beta", -1), "beta must be in [0.000001, 1000000], got -1"),
                Arguments.of("multi-similarity", Map.of("base", 1.5), "base must be in [-1, 1], got 1.5"),
                Arguments.of("nt-xent", Map.of("temperature", 0), "temperature must be in [0.000001, 1000000], got 0"),
                Arguments.of(
                        "nt-xent",
                        Map.of("temperature", 1e-39),
                        "temperature must be in [0.000001, 1000000], got 1.0E-39"),
                Arguments.of(
                        "sup-con", Map.of("temperature", -0.1), "temperature must be in [0.000001, 1000000], got -0.1"),
                Arguments.of(
                        "lifted-structure",
                        Map.of("margin", Double.POSITIVE_INFINITY),
                        "margin must be a finite number, got Infinity"),
                Arguments.of(
                        "lifted-structure",
                        Map.of("form", "triplets"),
                        "form must be one of pairs, anchors, got triplets"),
                Arguments.of("circle", Map.of("margin", 1.1), "margin must be in [0, 1], got 1.1"),
                Arguments.of("circle", Map.of("gamma", 0), "gamma must be in [0.000001, 1000000], got 0"),
                Arguments.of("margin", Map.of("margin", -0.2), "margin must be >= 0, got -0.2"),
                Arguments.of("margin", Map.of("initialBeta", 0), "initialBeta must be > 0, got 0"),
                Arguments.of(
                        "margin", Map.of("pairs", "all"), "pairs must be one of sampled, all-triplets, mined, got all"),
                Arguments.of("margin", Map.of("mining", "hard"), "mining goes only with pairs: mined"),
                Arguments.of("n-pairs", Map.of("regularization", -1), "regularization must be >= 0, got -1"));
    }

    @Test
    void aFixedBoundaryHasNoRegularizer() {
        assertThatThrownBy(() -> new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.FIXED, 1.2, 0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nu must be 0 if beta is fixed, got 0.1");
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
        assertThat(beta.decays()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void theRegularizerOfABetaIsLeftOutWhereNoTermCounts(Engine engine) {
        MarginLoss loss = new MarginLoss(MarginPairs.ALL_TRIPLETS, 0.2, MarginBeta.PER_CLASS, 1.2, 1e6, 1);
        // Positives are at 0 and negatives at 1.41, both more than the margin beyond the boundary.
        LossRun run = LossRun.of(engine, loss, square(Map.of("beta", DoubleArray.of(Shape.of(2), 0.7, 0.7))));
        assertThat(run.value()).isZero();
        assertThat(run.stateGradients().get("beta").toArray()).containsOnly(0);
        assertThat(run.gradient().toArray()).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aMemoryDoesNotRegularizeASingleBetaAgain(Engine engine) {
        MarginLoss loss = new MarginLoss(MarginPairs.ALL_TRIPLETS, 0.2, MarginBeta.SINGLE, 1.2, 0.5, 1);
        LossExample example = square(Map.of(
                "beta",
                DoubleArray.of(Shape.of(1), 0.7),
                CrossBatchMemory.EMBEDDINGS,
                square().embeddings(),
                CrossBatchMemory.LABELS,
                DoubleArray.of(Shape.of(4), 0, 0, 1, 1)));
        assertThat(LossRun.of(engine, new CrossBatchMemory(loss, 4, 0), example).value())
                .isCloseTo(0.35, within(1e-14));
    }

    /** The negatives of a reference are not known: those of the anchor are its own. */
    @ParameterizedTest
    @MethodSource("engines")
    void liftedStructureComparesPairsWithAMemory(Engine engine) {
        LiftedStructureLoss loss = new LiftedStructureLoss(LiftedStructureForm.PAIRS, 1, 0.25, false);
        double[][] x = {{1, 0}, {2, 0}, {0, 1}, {0, 3}};
        double[][] y = {{1, 1}, {0, 2}, {3, 1}, {0, 0}};
        int[] labels = {0, 0, 1, 1};
        int[] others = {0, 1, 1, -1};
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < 4; a++) {
            for (int p = 0; p < 3; p++) {
                if (others[p] == labels[a]) {
                    double powers = 0;
                    for (int n = 0; n < 3; n++) {
                        powers += others[n] == labels[a] ? 0 : Math.exp(1 - distance(x[a], y[n]));
                    }
                    double term = Math.max(0, Math.log(powers) + distance(x[a], y[p]) - 0.25);
                    sum += term * term / 2;
                    pairs++;
                }
            }
        }
        LossExample example = square(Map.of(
                CrossBatchMemory.EMBEDDINGS,
                DoubleArray.of(Shape.of(4, 2), 1, 1, 0, 2, 3, 1, 0, 0),
                CrossBatchMemory.LABELS,
                DoubleArray.of(Shape.of(4), 0, 1, 1, -1)));
        assertThat(LossRun.of(engine, new CrossBatchMemory(loss, 4, 0), example).value() - value(engine, loss))
                .isCloseTo(sum / pairs, within(1e-12));
        assertThat(sum).isPositive();
    }

    /** J = 1 - 10 + 2000: the negative is so much nearer to the second sample that its share at the first rounds to 0. */
    @ParameterizedTest
    @MethodSource("engines")
    void liftedStructurePullsAPairWhoseNegativesAreFarFromOneOfTheTwo(Engine engine) {
        LossExample example =
                LossExample.of(DoubleArray.of(Shape.of(3, 1), 0, 2000, 2010), new int[] {0, 0, 1}, 2, Map.of());
        LossRun run = LossRun.of(engine, new LiftedStructureLoss(LiftedStructureForm.PAIRS, 1, 0, false), example);
        assertThat(run.value()).isCloseTo(1991.0 * 1991 / 2, within(1e-6));
        assertThat(run.gradient().toArray()).containsExactly(new double[] {-1991, 3982, -1991}, within(1e-6));
    }

    private static double distance(double[] x, double[] y) {
        return Math.hypot(x[0] - y[0], x[1] - y[1]);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void referencesOfAnotherDimensionAreRefused(Engine engine) {
        MetricLoss wider = input -> new NtXentLoss(1)
                .compute(input.comparedWith(
                        new ReferenceSet(input.embeddings().concat(input.embeddings(), 1), input.labels())));
        assertThatThrownBy(() -> LossRun.of(engine, wider, square()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("references must be FLOAT64 [r, 2] like the embeddings, got FLOAT64 ");
    }

    /** Two classes of two at right angles: every positive has cosine 1, every negative 0. */
    private static LossExample square() {
        return square(Map.of());
    }

    private static LossExample square(Map<String, DoubleArray> state) {
        return LossExample.of(DoubleArray.of(Shape.of(4, 2), 1, 0, 2, 0, 0, 1, 0, 3), new int[] {0, 0, 1, 1}, 2, state);
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
