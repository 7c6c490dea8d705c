package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.DataType;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.DiagnosticReading;

/** What every loss must give for batches at the edge: few samples, one class, equal rows, rows that are not numbers, no tuples. */
abstract class LossEdgeContract extends LossSubjects {
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void nothingIsEverNotANumber(Subject subject) {
        LossExamples.edges(subject.loss()).forEach((name, example) -> {
            for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
                assertFinite("%s in %s: ".formatted(name, type), subject.run(LossExamples.in(type, example)));
            }
        });
    }

    private static void assertFinite(String what, LossRun run) {
        assertThat(run.value()).as(what + "value").isFinite();
        assertFinite(what + "gradient", run.gradient());
        run.stateGradients().forEach((state, gradient) -> assertFinite(what + state, gradient));
        run.nextState().forEach((state, next) -> assertFinite(what + state, next));
        for (DiagnosticReading reading : run.diagnostics()) {
            assertThat(reading.sum()).as(what + reading.name()).isFinite();
            assertThat(reading.count()).as(what + reading.name()).isFinite();
        }
    }

    /** A diverged network must not pass for one that has learned everything. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void embeddingsThatAreNoNumbersGiveAValueThatIsNone(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        double[] none = new double[example.embeddings().shape().elements()];
        Arrays.fill(none, Double.NaN);
        DoubleArray embeddings = DoubleArray.of(example.embeddings().shape(), none);
        assertThat(subject.run(LossExamples.with(example, embeddings, example.labels()))
                        .value())
                .isNaN();
    }

    /** Whatever is mined must not pass by the one sample: one of a class of several, and the only one of its class. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void oneSampleThatIsNoNumberGivesAValueThatIsNone(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        int dimension = example.embeddings().shape().size(1);
        for (int row : new int[] {3, 9}) {
            assertThat(isUsed(example, row)).isTrue();
            double[] values = example.embeddings().toArray();
            Arrays.fill(values, row * dimension, (row + 1) * dimension, Double.NaN);
            DoubleArray embeddings = DoubleArray.of(example.embeddings().shape(), values);
            assertThat(subject.run(LossExamples.with(example, embeddings, example.labels()))
                            .value())
                    .as("value where sample %s is NaN", row)
                    .isNaN();
        }
    }

    /** Without any pair or triplet there is no distance that would be NaN. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void oneSampleThatIsNoNumberGivesAValueThatIsNoneWhereAllLabelsAreDistinct(Subject subject) {
        LossExample example = LossExamples.edges(subject.loss()).get("all labels distinct");
        if (isUsed(example, 2)) {
            double[] values = example.embeddings().toArray();
            values[2 * example.embeddings().shape().size(1)] = Double.NaN;
            DoubleArray embeddings = DoubleArray.of(example.embeddings().shape(), values);
            assertThat(subject.run(LossExamples.with(example, embeddings, example.labels()))
                            .value())
                    .isNaN();
        }
    }

    /** An experiment whose batches have no two samples of a class is refused for a loss that would not train in it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void needsTwoOfAClassSaysWhetherDistinctLabelsGiveZero(Subject subject) {
        LossExample example = LossExamples.edges(subject.loss()).get("all labels distinct");
        boolean zero = subject.run(example).value() == 0;
        boolean needs = subject.loss() instanceof CrossBatchMemory memory
                ? memory.loss().needsTwoOfAClass() && zero
                : subject.loss().needsTwoOfAClass();
        assertThat(needs).isEqualTo(zero);
    }

    private static boolean isUsed(LossExample example, int row) {
        return example.tuples()
                .map(tuples ->
                        Arrays.stream(tuples).flatMapToInt(Arrays::stream).anyMatch(member -> member == row))
                .orElse(true);
    }

    /** A batch that is compared with a queue has tuples that are not counted here. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void noTuplesGiveZeroWithAZeroGradient(Subject subject) {
        LossExamples.edges(subject.loss()).forEach((name, example) -> {
            PlainResult plain = plainLoops(subject.loss(), PlainBatch.of(example));
            boolean none =
                    plain.tuples().map(tuples -> tuples.considered() == 0).orElse(false);
            if (none && !orderMatters(subject.loss())) {
                LossRun run = subject.run(example);
                assertThat(tuples(run)).as(name + ": tuples").contains(0.0);
                assertThat(run.value()).as(name + ": value").isZero();
                assertThat(run.gradient().toArray()).as(name + ": gradient").containsOnly(0);
                run.diagnostics()
                        .forEach(reading -> assertThat(reading.sum())
                                .as(name + ": " + reading.name())
                                .isZero());
            }
        });
    }
}
