package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;

class ContrastiveLossTest {
    private static final ContrastiveLoss SQUARED = new ContrastiveLoss(
            PairChoice.ALL, ContrastiveForm.SQUARED, 1, 0, false, TupleReduction.ALL, Algorithm.EXACT);

    static List<Engine> engines() {
        return TestEngines.all();
    }

    @Test
    void providerIsFoundAndEachFormHasItsPublishedReduction() {
        LossProvider provider = LossProvider.all().get("contrastive");
        assertThat(provider.create(Parameters.of(Map.of()))).isEqualTo(SQUARED);
        assertThat(provider.create(Parameters.of(Map.of("form", "linear", "margin", 2, "positiveMargin", 0.5))))
                .isEqualTo(new ContrastiveLoss(
                        PairChoice.ALL, ContrastiveForm.LINEAR, 2, 0.5, false, TupleReduction.ACTIVE, Algorithm.EXACT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "margin         | 0    | margin must be > 0, got 0",
                "margin         | -0.2 | margin must be > 0, got -0.2",
                "positiveMargin | -1   | positiveMargin must be >= 0, got -1",
            })
    void marginsOutOfRangeAreRefused(String name, String value, String message) {
        Number number = value.contains(".") ? (Number) Double.valueOf(value) : Integer.valueOf(value);
        assertThatThrownBy(() -> new ContrastiveLossProvider().create(Parameters.of(Map.of(name, number))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** On a line: 0 and 3 of class 0, 0.5 of class 1. Pairs: equal at 3; different at 0.5 and 2.5. */
    @ParameterizedTest
    @MethodSource("engines")
    void smallBatchCanBeCheckedByHand(Engine engine) {
        LossRun run = LossRun.of(engine, SQUARED, onALine(0, 3, 0.5));
        assertThat(run.value()).isCloseTo((4.5 + 0.125 + 0) / 3, within(1e-15));
        assertThat(run.gradient().toArray())
                .containsExactly(new double[] {(-3 + 0.5) / 3, 3.0 / 3, -0.5 / 3}, within(1e-15));
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(3);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(2);
        assertThat(run.diagnostic(Diagnostic.MEAN_POSITIVE_DISTANCE)
                        .orElseThrow()
                        .value())
                .hasValue(3);
        assertThat(run.diagnostic(Diagnostic.MEAN_NEGATIVE_DISTANCE)
                        .orElseThrow()
                        .value())
                .hasValue(1.5);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void linearSumCountsEveryPairTwice(Engine engine) {
        ContrastiveLoss linear = new ContrastiveLoss(
                PairChoice.ALL, ContrastiveForm.LINEAR, 1, 0, false, TupleReduction.SUM, Algorithm.EXACT);
        assertThat(LossRun.of(engine, linear, onALine(0, 3, 0.5)).value()).isCloseTo(2 * (3 + 0.5), within(1e-15));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void zeroLossWhenPositivesMeetAndNegativesAreBeyondTheMargin(Engine engine) {
        LossRun run = LossRun.of(engine, SQUARED, onALine(2, 2, 3.5));
        assertThat(run.value()).isZero();
        assertThat(run.gradient().toArray()).containsOnly(0);
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(3);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isZero();
    }

    @ParameterizedTest
    @EnumSource(ContrastiveForm.class)
    void oneSampleHasNoPair(ContrastiveForm form) {
        ContrastiveLoss loss =
                new ContrastiveLoss(PairChoice.ALL, form, 1, 0, false, form.usualReduction(), Algorithm.EXACT);
        LossExample lone = LossExample.of(DoubleArray.of(Shape.of(1, 2), 1, 2), new int[] {0}, 1, Map.of());
        for (Engine engine : engines()) {
            LossRun run = LossRun.of(engine, loss, lone);
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isZero();
            assertThat(run.value()).isZero();
            assertThat(run.gradient().toArray()).containsOnly(0);
            assertThat(run.diagnostic(Diagnostic.MEAN_POSITIVE_DISTANCE)
                            .orElseThrow()
                            .value())
                    .isEmpty();
        }
    }

    /** On a line: 0 and 3 of class 0, 0.5 of class 1. Listed: the positive pair, and a negative at 0.5 twice. */
    @ParameterizedTest
    @MethodSource("engines")
    void listedPairsCountAsOftenAsTheyAreListed(Engine engine) {
        LossProvider provider = new ContrastiveLossProvider();
        MetricLoss explicit = provider.create(Parameters.of(Map.of("pairs", "explicit")));
        LossExample line = onALine(0, 3, 0.5);
        LossExample listed = new LossExample(
                line.embeddings(),
                line.labels(),
                2,
                Map.of(),
                Optional.of(new int[][] {{1, 0}, {0, 2}, {2, 0}}),
                Optional.empty(),
                DataType.FLOAT64);
        LossRun run = LossRun.of(engine, explicit, listed);
        assertThat(run.value()).isCloseTo((4.5 + 2 * 0.125) / 3, within(1e-15));
        assertThat(run.gradient().toArray())
                .containsExactly(new double[] {(-3 + 2 * 0.5) / 3, 3.0 / 3, -2 * 0.5 / 3}, within(1e-15));
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(3);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(3);
        assertThat(run.diagnostic(Diagnostic.MEAN_NEGATIVE_DISTANCE)
                        .orElseThrow()
                        .value())
                .hasValue(0.5);
        MetricLoss sum =
                provider.create(Parameters.of(Map.of("pairs", "explicit", "form", "linear", "reduction", "sum")));
        assertThat(LossRun.of(engine, sum, listed).value()).isCloseTo(3 + 2 * 0.5, within(1e-15));
        assertThatThrownBy(() -> LossRun.of(engine, explicit, line)).hasMessage("the batch lists no pairs");
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aMinedMemoryCountsWhatTheMinerLookedAt(Engine engine) {
        MetricLoss hard = new ContrastiveLossProvider().create(Parameters.of(Map.of("mining", "hard")));
        LossExample line = onALine(0, 3, 0.5);
        LossExample withQueue = LossExample.of(
                line.embeddings(),
                line.labels(),
                2,
                Map.of(
                        CrossBatchMemory.EMBEDDINGS,
                        line.embeddings(),
                        CrossBatchMemory.LABELS,
                        DoubleArray.of(Shape.of(3), 0, 0, 1)));
        LossRun run = LossRun.of(engine, new CrossBatchMemory(hard, 3, 0), withQueue);
        assertThat(run.total("memoryTuplesConsidered")).isEqualTo(9);
        // A positive and a negative of each sample.
        assertThat(run.total("memoryTuplesMined")).isEqualTo(6);
    }

    @Test
    void onlyAllPairsByTheExactAlgorithmHaveOtherDistances() {
        for (PairChoice pairs : PairChoice.values()) {
            Algorithm algorithm = pairs == PairChoice.ALL ? Algorithm.ENUMERATE : Algorithm.EXACT;
            assertThatThrownBy(() -> new ContrastiveLoss(
                            pairs,
                            ContrastiveForm.SQUARED,
                            1,
                            0,
                            false,
                            TupleReduction.ALL,
                            algorithm,
                            Stepwise.always(MiningRule.ALL),
                            PairDistance.SQUARED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("only with pairs: all and algorithm: exact");
        }
    }

    private static LossExample onALine(double... positions) {
        return LossExample.of(DoubleArray.of(Shape.of(3, 1), positions), new int[] {0, 0, 1}, 2, Map.of());
    }
}
