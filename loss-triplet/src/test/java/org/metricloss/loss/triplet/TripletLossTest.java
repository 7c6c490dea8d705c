package org.metricloss.loss.triplet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
import org.metricloss.core.mining.PairDistance;

class TripletLossTest {
    static List<Engine> engines() {
        return TestEngines.all();
    }

    @Test
    void providerIsFoundAndHasTheUsualDefaults() {
        LossProvider provider = LossProvider.all().get("triplet");
        assertThat(provider.create(Parameters.of(Map.of())))
                .isEqualTo(new TripletLoss(
                        Mining.ALL,
                        0.2,
                        PairDistance.EUCLIDEAN,
                        false,
                        TripletForm.HINGE,
                        false,
                        TupleReduction.ACTIVE,
                        Algorithm.EXACT));
        assertThat(((TripletLoss) provider.create(Parameters.of(Map.of("swap", true)))).algorithm())
                .isEqualTo(Algorithm.ENUMERATE);
        assertThatThrownBy(() -> provider.create(Parameters.of(Map.of("swap", true, "algorithm", "exact"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("algorithm: exact does not support swap");
        assertThatThrownBy(() -> provider.create(Parameters.of(Map.of("margin", -0.2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("margin must be >= 0, got -0.2");
        assertThatThrownBy(() -> provider.create(Parameters.of(Map.of("mining", "easy"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mining must be one of all, semi-hard, semi-hard-nearest, hard, random,"
                        + " easy-positive, distance-weighted, multi-similarity, explicit, got easy");
    }

    /** On a line: 0 and 1 of class 0, 1.5 of class 1. Violations: D 1 + 0.2 - 1.5 and 1 + 0.2 - 0.5. */
    @ParameterizedTest
    @MethodSource("engines")
    void smallBatchCanBeCheckedByHand(Engine engine) {
        LossRun run = LossRun.of(engine, loss(Mining.ALL, 0.2), onALine(0, 1, 1.5));
        assertThat(run.value()).isCloseTo(0.7, within(1e-15));
        // The active anchor is 1: it moves towards 0 and away from 1.5.
        assertThat(run.gradient().toArray()).containsExactly(new double[] {-1, 2, -1}, within(1e-15));
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(2);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(1);
        assertThat(run.diagnostic(Diagnostic.MEAN_POSITIVE_DISTANCE)
                        .orElseThrow()
                        .value())
                .hasValue(1);
        assertThat(run.diagnostic(Diagnostic.MEAN_NEGATIVE_DISTANCE)
                        .orElseThrow()
                        .value())
                .hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mining.class,
            names = {"EXPLICIT", "DISTANCE_WEIGHTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void zeroLossWhenNegativesAreBeyondMargin(Mining mining) {
        for (Engine engine : engines()) {
            LossRun run = LossRun.of(engine, loss(mining, 0.2), onALine(0, 1, 3));
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(2);
            assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isZero();
            assertThat(run.value()).isZero();
            assertThat(run.gradient().toArray()).containsOnly(0);
        }
    }

    /** D_ap + 0 = D_an exactly: the negative is not nearer, so the triplet is not active, however it is mined. */
    @ParameterizedTest
    @EnumSource(
            value = Mining.class,
            names = {"EXPLICIT", "DISTANCE_WEIGHTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void tieAtTheMarginIsNotActive(Mining mining) {
        for (Engine engine : engines()) {
            LossRun run = LossRun.of(engine, loss(mining, 0), onALine(0, 1, -1));
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(2);
            assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isZero();
            assertThat(run.value()).isZero();
        }
    }

    /** Anchor 0 has its positives at the same distance on both sides; the first is taken, so only that one moves. */
    @ParameterizedTest
    @MethodSource("engines")
    void hardMiningBreaksTiesByTheLowestIndex(Engine engine) {
        LossExample example = LossExample.of(
                DoubleArray.of(Shape.of(4, 2), 0, 0, 1, 0, -1, 0, 0, 0.5), new int[] {0, 0, 0, 1}, 2, Map.of());
        TripletLoss sum = new TripletLoss(
                Mining.HARD,
                0.1,
                PairDistance.EUCLIDEAN,
                false,
                TripletForm.HINGE,
                false,
                TupleReduction.SUM,
                Algorithm.EXACT);
        LossRun run = LossRun.of(engine, sum, example);
        double away = Math.sqrt(1.25);
        // Anchor 0 takes (1, 0); anchors 1 and 2 take each other at distance 2.
        assertThat(run.value()).isCloseTo((1 + 0.1 - 0.5) + 2 * (2 + 0.1 - away), within(1e-14));
        double[] gradient = run.gradient().toArray();
        // Row 1: from anchor 0 one step, from the pair with row 2 two, less its own way from the negative.
        assertThat(gradient[2]).isCloseTo(1 + 2 - 1 / away, within(1e-14));
        assertThat(gradient[4]).isCloseTo(-2 + 1 / away, within(1e-14));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mining.class,
            names = {"EXPLICIT", "DISTANCE_WEIGHTED"},
            mode = EnumSource.Mode.EXCLUDE)
    void oneClassHasNoTriplet(Mining mining) {
        LossExample oneClass = onALine(new int[] {1, 1, 1}, 0, 1, 5);
        for (Engine engine : engines()) {
            LossRun run = LossRun.of(engine, loss(mining, 0.2), oneClass);
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isZero();
            assertThat(run.value()).isZero();
            assertThat(run.gradient().toArray()).containsOnly(0);
            assertThat(run.diagnostic(Diagnostic.MEAN_POSITIVE_DISTANCE)
                            .orElseThrow()
                            .value())
                    .isEmpty();
        }
    }

    /**
     * On a line: 0 and 1 of class 0, 1.5 of class 1. Listed: (1, 0, 2), which violates by 1 + 0.2 - 0.5, twice, and
     * (0, 1, 2), which does not.
     */
    @ParameterizedTest
    @MethodSource("engines")
    void listedTripletsCountAsOftenAsTheyAreListed(Engine engine) {
        MetricLoss all =
                new TripletLossProvider().create(Parameters.of(Map.of("mining", "explicit", "reduction", "all")));
        LossExample line = onALine(0, 1, 1.5);
        LossRun run = LossRun.of(
                engine,
                all,
                new LossExample(
                        line.embeddings(),
                        line.labels(),
                        2,
                        Map.of(),
                        Optional.of(new int[][] {{1, 0, 2}, {0, 1, 2}, {1, 0, 2}}),
                        Optional.empty(),
                        DataType.FLOAT64));
        assertThat(run.value()).isCloseTo(2 * 0.7 / 3, within(1e-15));
        assertThat(run.gradient().toArray()).containsExactly(new double[] {-2.0 / 3, 4.0 / 3, -2.0 / 3}, within(1e-15));
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(3);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(2);
        assertThat(run.diagnostic(Diagnostic.MEAN_NEGATIVE_DISTANCE)
                        .orElseThrow()
                        .value()
                        .orElseThrow())
                .isCloseTo((0.5 + 1.5 + 0.5) / 3, within(1e-15));
        assertThatThrownBy(() -> LossRun.of(engine, all, line)).hasMessage("the batch lists no triplets");
    }

    private static TripletLoss loss(Mining mining, double margin) {
        return new TripletLoss(
                mining,
                margin,
                PairDistance.EUCLIDEAN,
                false,
                TripletForm.HINGE,
                false,
                TupleReduction.ACTIVE,
                Algorithm.EXACT);
    }

    private static LossExample onALine(double... positions) {
        return onALine(new int[] {0, 0, 1}, positions);
    }

    private static LossExample onALine(int[] labels, double... positions) {
        return new LossExample(
                DoubleArray.of(Shape.of(3, 1), positions),
                labels,
                2,
                Map.of(),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(3, 2), 0, 0.5, 0.9, 0.1, 0.2, 0.3)),
                DataType.FLOAT64);
    }

    /** 10 times 0.7 is 7 in float32 but less in double. */
    @ParameterizedTest
    @MethodSource("engines")
    void randomMiningDrawsAlikeAloneAndBySteps(Engine engine) {
        double[] positions = new double[12];
        int[] labels = new int[12];
        double[] draws = new double[24];
        for (int i = 0; i < 12; i++) {
            positions[i] = i * i;
            draws[2 * i] = 0.7;
        }
        positions[11] = 3;
        labels[11] = 1;
        LossExample example = new LossExample(
                DoubleArray.of(Shape.of(12, 1), positions),
                labels,
                2,
                Map.of(),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(12, 2), draws)),
                DataType.FLOAT32);
        Stepwise<String> steps =
                new Stepwise<>(List.of(new Stepwise.Part<>(5, "random"), new Stepwise.Part<>(0, "all")));
        LossRun alone = LossRun.of(engine, mined("random"), example);
        assertThat(LossRun.of(engine, mined(steps), example).value()).isEqualTo(alone.value());
        assertThat(alone.value()).isPositive();
    }

    /** Both anchors draw sample 2 as their negative, not the one that is no number. */
    @ParameterizedTest
    @MethodSource("engines")
    void randomMiningDoesNotHideASampleThatItDidNotDraw(Engine engine) {
        LossExample example = new LossExample(
                DoubleArray.of(Shape.of(4, 1), 0, 1, 1.1, Double.NaN),
                new int[] {0, 0, 1, 2},
                3,
                Map.of(),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(4, 2), 0, 0.1, 0, 0.1, 0, 0.1, 0, 0.1)),
                DataType.FLOAT64);
        for (String algorithm : List.of("exact", "enumerate")) {
            MetricLoss loss =
                    new TripletLossProvider().create(Parameters.of(Map.of("mining", "random", "algorithm", algorithm)));
            assertThat(LossRun.of(engine, loss, example).value()).as(algorithm).isNaN();
        }
    }

    private static MetricLoss mined(Object mining) {
        return new TripletLossProvider().create(Parameters.of(Map.of("mining", mining, "reduction", "sum")));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aMemoryCountsMinedTriplets(Engine engine) {
        DoubleArray line = DoubleArray.of(Shape.of(3, 1), 0, 3, 0.5);
        LossExample example = LossExample.of(
                line,
                new int[] {0, 0, 1},
                2,
                Map.of(
                        CrossBatchMemory.EMBEDDINGS,
                        line,
                        CrossBatchMemory.LABELS,
                        DoubleArray.of(Shape.of(3), 0, 0, 1)));
        LossRun run = LossRun.of(engine, new CrossBatchMemory(mined("hard"), 3, 0), example);
        assertThat(run.total("memoryTuplesConsidered")).isEqualTo(6);
        assertThat(run.total("memoryTuplesMined")).isEqualTo(3);
    }
}
