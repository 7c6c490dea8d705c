package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossExamples;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.random.RandomStream;

/** However crowded with ties a batch is, both algorithms give the same value, gradient and counts. */
class ContrastiveAlgorithmsTest {
    private static final int SAMPLES = 70;
    private static final int DIMENSION = 4;

    static Stream<Arguments> losses() {
        return TestEngines.all().stream()
                .flatMap(engine -> Arrays.stream(ContrastiveForm.values())
                        .flatMap(form -> Arrays.stream(TupleReduction.values())
                                .map(reduction -> Arguments.of(engine, form, reduction))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void bothGiveTheSameOnBatchesWithTies(Engine engine, ContrastiveForm form, TupleReduction reduction) {
        for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
            for (boolean grid : new boolean[] {true, false}) {
                LossExample example = LossExamples.in(type, example(grid));
                LossRun exact = run(engine, form, reduction, Algorithm.EXACT, example);
                LossRun enumerated = run(engine, form, reduction, Algorithm.ENUMERATE, example);
                Tolerance tolerance = type == DataType.FLOAT64 ? Tolerance.PLAIN : Tolerance.PLAIN_FLOAT32;
                exact.assertSameAs(enumerated, tolerance);
            }
        }
    }

    static Stream<Engine> engines() {
        return TestEngines.all().stream();
    }

    static Stream<Arguments> algorithms() {
        return engines()
                .flatMap(engine -> Arrays.stream(Algorithm.values())
                        .flatMap(algorithm -> Arrays.stream(ContrastiveForm.values())
                                .map(form -> Arguments.of(engine, algorithm, form))));
    }

    /** In float32 0.2 is a little more, and 0.7 a little less: a margin of that size is meant as the distance is. */
    @ParameterizedTest
    @MethodSource("algorithms")
    void aPairAtTheMarginCostsNothingInFloat32(Engine engine, Algorithm algorithm, ContrastiveForm form) {
        assertThat(active(engine, algorithm, form, 0.2f, new int[] {0, 0}, 1, 0.2))
                .isZero();
        assertThat(active(engine, algorithm, form, 0.7f, new int[] {0, 1}, 0.7, 0))
                .isZero();
        // One place beside it does.
        assertThat(active(engine, algorithm, form, 0.2f, new int[] {0, 0}, 1, Math.nextDown(0.2f)))
                .isOne();
        assertThat(active(engine, algorithm, form, 0.7f, new int[] {0, 1}, Math.nextUp(0.7f), 0))
                .isOne();
    }

    private static double active(
            Engine engine,
            Algorithm algorithm,
            ContrastiveForm form,
            float distance,
            int[] labels,
            double margin,
            double positiveMargin) {
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(2, 1), 0, distance), labels, 2, Map.of());
        LossRun run = LossRun.of(
                engine,
                new ContrastiveLoss(
                        PairChoice.ALL, form, margin, positiveMargin, false, form.usualReduction(), algorithm),
                LossExamples.in(DataType.FLOAT32, example));
        double active = run.total(Diagnostic.TUPLES_ACTIVE);
        assertThat(run.value() > 0).isEqualTo(active > 0);
        return active;
    }

    /** So many rows do not fit into one block: the last block is smaller, and pairs lie in different ones. */
    @ParameterizedTest
    @MethodSource("engines")
    void bothGiveTheSameWhereThereAreSeveralBlocks(Engine engine) {
        int n = 1500;
        RandomStream random = RandomStream.of(9, "blocks");
        double[] values = new double[n * 2];
        Arrays.setAll(values, i -> 3 * random.nextGaussian());
        int[] labels = IntStream.range(0, n).map(i -> random.nextInt(5)).toArray();
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(n, 2), values), labels, 5, Map.of());
        for (TupleReduction reduction : List.of(TupleReduction.ACTIVE, TupleReduction.ALL)) {
            LossRun exact = run(engine, ContrastiveForm.LINEAR, reduction, Algorithm.EXACT, example);
            LossRun enumerated = run(engine, ContrastiveForm.LINEAR, reduction, Algorithm.ENUMERATE, example);
            assertThat(enumerated.value()).isPositive();
            Tolerance.PLAIN.assertClose("value", exact.value(), enumerated.value());
            Tolerance.PLAIN.assertClose("gradient", exact.gradient(), enumerated.gradient());
            assertThat(exact.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(enumerated.total(Diagnostic.TUPLES_ACTIVE));
        }
    }

    /** Rows of length 10 that lie within 1e-4 of their class's: of what a product gives of them, float32 would keep no digit. */
    @ParameterizedTest
    @MethodSource("engines")
    void tightClassesKeepTheirDigitsInFloat32(Engine engine) {
        int n = 300;
        int d = 6;
        RandomStream random = RandomStream.of(5, "tight");
        int[] labels = IntStream.range(0, n).map(i -> random.nextInt(3)).toArray();
        double[] values = new double[n * d];
        Arrays.setAll(
                values, at -> (float) (at % d == labels[at / d] ? 10 : 0) + (float) (1e-4 * random.nextGaussian()));
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(n, d), values), labels, 3, Map.of());
        for (ContrastiveForm form : ContrastiveForm.values()) {
            LossRun single = run(
                    engine, form, TupleReduction.ALL, Algorithm.EXACT, 0, LossExamples.in(DataType.FLOAT32, example));
            LossRun reference = run(engine, form, TupleReduction.ALL, Algorithm.EXACT, 0, example);
            double[] expected = reference.gradient().toArray();
            double[] found = single.gradient().toArray();
            double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertThat(largest).isPositive();
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).as("%s, %s", form, i).isCloseTo(expected[i], within(2e-6 * largest));
            }
        }
    }

    /** Both margins are distances that occur on the grid; equal rows occur within and across classes. */
    private static LossRun run(
            Engine engine, ContrastiveForm form, TupleReduction reduction, Algorithm algorithm, LossExample example) {
        return run(engine, form, reduction, algorithm, 1, example);
    }

    private static LossRun run(
            Engine engine,
            ContrastiveForm form,
            TupleReduction reduction,
            Algorithm algorithm,
            double positiveMargin,
            LossExample example) {
        return LossRun.of(
                engine,
                new ContrastiveLossProvider()
                        .create(Parameters.of(Map.of(
                                "form", form.name().toLowerCase(Locale.ROOT),
                                "reduction", reduction.name().toLowerCase(Locale.ROOT),
                                "algorithm", algorithm.name().toLowerCase(Locale.ROOT),
                                "margin", 2,
                                "positiveMargin", positiveMargin))),
                example);
    }

    private static LossExample example(boolean grid) {
        RandomStream random = RandomStream.of(6, "ties");
        double[] values = new double[SAMPLES * DIMENSION];
        Arrays.setAll(values, i -> grid ? random.nextInt(4) : (float) random.nextGaussian());
        for (int i = 0; i < SAMPLES; i += 7) {
            System.arraycopy(values, random.nextInt(SAMPLES) * DIMENSION, values, i * DIMENSION, DIMENSION);
        }
        int[] labels = IntStream.range(0, SAMPLES).map(i -> random.nextInt(5)).toArray();
        return LossExample.of(DoubleArray.of(Shape.of(SAMPLES, DIMENSION), values), labels, 5, Map.of());
    }
}
