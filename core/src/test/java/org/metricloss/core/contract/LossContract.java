package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.random.RandomStream;

/**
 * What every loss must keep, whatever its formula. A loss inherits these tests by naming its instances; they run on
 * every engine of the class path. The loss must be deterministic; if it asks for listed tuples, it is given some.
 */
public abstract class LossContract extends LossStepsContract {
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void gradientOfTheEmbeddingsIsTheDerivativeOfTheValue(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        DoubleArray gradient = subject.run(example).gradient();
        assertThat(Arrays.stream(gradient.toArray()).map(Math::abs).max().orElseThrow())
                .as("largest entry of the gradient")
                .isGreaterThan(1e-3);
        try (LossRuns runs = new LossRuns(subject.engine(), differentiated(subject.loss(), example))) {
            DoubleArray differences = differences(
                    example.embeddings(),
                    moved -> runs.of(LossExamples.with(example, moved, example.labels()))
                            .value());
            Tolerance.DIFFERENCES.assertClose("gradient", gradient, differences);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void gradientOfEveryLearnedStateIsTheDerivativeOfTheValue(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        Map<String, DoubleArray> gradients = subject.run(example).stateGradients();
        assertThat(gradients.keySet()).isEqualTo(namesOf(subject.loss(), example, LossState.Learned.class));
        try (LossRuns runs = subject.runs()) {
            gradients.forEach((name, gradient) -> Tolerance.DIFFERENCES.assertClose(
                    "gradient of " + name,
                    gradient,
                    differences(
                            example.state().get(name),
                            moved -> runs.of(LossExamples.with(example, name, moved))
                                    .value())));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void everyMovedStateGetsANextValueOfItsShape(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        Map<String, DoubleArray> next = subject.run(example).nextState();
        assertThat(next.keySet()).isEqualTo(namesOf(subject.loss(), example, LossState.Moved.class));
        next.forEach((name, value) ->
                assertThat(value.shape()).isEqualTo(example.state().get(name).shape()));
    }

    private Stream<Subject> subjectsWithoutOrder() {
        return subjects().filter(subject -> !takesTheFirst(subject.loss()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjectsWithoutOrder")
    final void orderOfTheSamplesDoesNotMatter(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        int[] order = RandomStream.of(3, "order").permutation(example.labels().length);
        LossRun before = subject.run(example);
        LossRun after = subject.run(LossExamples.reordered(example, order));
        assertThat(before.value()).as("value").isNotZero();
        Tolerance.ROUNDING.assertClose("value", after.value(), before.value());
        Tolerance.ROUNDING.assertClose("gradient", after.gradient(), LossExamples.rows(before.gradient(), order));
        if (orderMatters(subject.loss())) {
            assertThat(before.nextState()).isNotEmpty();
            return;
        }
        before.nextState()
                .forEach((name, next) ->
                        Tolerance.ROUNDING.assertClose(name, after.nextState().get(name), next));
    }

    /**
     * Among equal distances mining takes the first, so which of them carries the gradient may depend on the order; the
     * value and the counts may not.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("subjectsWithoutOrder")
    final void orderOfTheSamplesDoesNotMatterToTheValueEvenAmongTies(Subject subject) {
        try (LossRuns runs = subject.runs()) {
            LossExamples.random(subject.loss()).forEach((name, example) -> {
                int[] order = RandomStream.of(4, "order").permutation(example.labels().length);
                LossRun before = runs.of(example);
                LossRun after = runs.of(LossExamples.reordered(example, order));
                Tolerance.ROUNDING.assertClose(name + ": value", after.value(), before.value());
                assertThat(tuples(after)).as(name + ": tuples").isEqualTo(tuples(before));
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void naiveLoopsInPlainJavaAgree(Subject subject) {
        Map<String, LossExample> examples = LossExamples.random(subject.loss());
        assertThat(examples.values().stream()
                        .mapToDouble(example -> plainLoops(subject.loss(), PlainBatch.of(example))
                                .value()))
                .as("plain values")
                .anyMatch(value -> value > 1e-3);
        try (LossRuns runs = subject.runs()) {
            examples.forEach((name, example) -> {
                PlainResult plain = plainLoops(subject.loss(), PlainBatch.of(example));
                assertAgree(name + " in float64", runs.of(example), plain, Tolerance.PLAIN);
                LossRun float32 = runs.of(LossExamples.in(DataType.FLOAT32, example));
                assertAgree(name + " in float32", float32, plain, Tolerance.PLAIN_FLOAT32);
            });
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void sameInputsGiveTheSameBits(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        LossRun first = subject.run(example);
        LossRun second = subject.run(example);
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.gradient().toArray()).isEqualTo(first.gradient().toArray());
        assertThat(second.diagnostics()).isEqualTo(first.diagnostics());
        first.stateGradients()
                .forEach((name, gradient) -> assertThat(
                                second.stateGradients().get(name).toArray())
                        .as(name)
                        .isEqualTo(gradient.toArray()));
        first.nextState()
                .forEach((name, next) -> assertThat(second.nextState().get(name).toArray())
                        .as(name)
                        .isEqualTo(next.toArray()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void weightScalesTheGradientAndNothingElse(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        LossRun whole = subject.run(example);
        LossRun quarter = LossRun.of(subject.engine(), subject.loss(), 0.25, example);
        // A power of two scales without rounding.
        assertThat(quarter.weightedValue()).isEqualTo(0.25 * whole.value());
        assertThat(quarter.value()).isEqualTo(whole.value());
        assertThat(quarter.gradient().toArray())
                .isEqualTo(Arrays.stream(whole.gradient().toArray())
                        .map(each -> 0.25 * each)
                        .toArray());
        whole.nextState()
                .forEach(
                        (name, next) -> assertThat(quarter.nextState().get(name).toArray())
                                .as(name)
                                .isEqualTo(next.toArray()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void inputsStayUntouched(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        int[] labels = example.labels().clone();
        MetricLoss loss = subject.loss();
        Objective twice = new Objective("twice", List.of(new Term("first", 1, loss), new Term("second", 1, loss)));
        Map<String, DoubleArray> state = twice.state(setting(example)).keySet().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> example.state().get(name.substring(name.indexOf('.') + 1))));
        var terms = subject.engine()
                .evaluate(
                        twice,
                        new LossExample(
                                example.embeddings(),
                                labels,
                                example.classes(),
                                state,
                                example.tuples(),
                                example.draws(),
                                example.type()))
                .result()
                .terms();
        assertThat(terms.get(1).value())
                .as("value of the second time")
                .isEqualTo(terms.get(0).value());
        assertThat(labels).as("labels").isEqualTo(example.labels());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    final void everyDiagnosticHasANameOfItsOwn(Subject subject) {
        LossRun run = subject.run(LossExamples.ordinary(subject.loss()));
        assertThat(run.diagnostics())
                .extracting(DiagnosticReading::name)
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    private static void assertAgree(String name, LossRun run, PlainResult plain, Tolerance tolerance) {
        tolerance.assertClose(name + ": value", run.value(), plain.value());
        assertThat(tuples(run))
                .as(name + ": tuples considered")
                .isEqualTo(plain.tuples().map(tuples -> (double) tuples.considered()));
        assertThat(run.diagnostic(Diagnostic.TUPLES_ACTIVE).map(DiagnosticReading::sum))
                .as(name + ": tuples active")
                .isEqualTo(plain.tuples().map(tuples -> (double) tuples.active()));
        assertThat(run.nextState().keySet()).isEqualTo(plain.nextState().keySet());
        plain.nextState()
                .forEach((state, next) -> tolerance.assertClose(
                        name + ": " + state, run.nextState().get(state), next));
    }

    private static Set<String> namesOf(MetricLoss loss, LossExample example, Class<? extends LossState> kind) {
        Set<String> names = new HashSet<>();
        for (LossState state : loss.state(setting(example))) {
            if (kind.isInstance(state)) {
                names.add(state.name());
            }
        }
        return names;
    }

    private static DoubleArray differences(DoubleArray at, ToDoubleFunction<DoubleArray> value) {
        double[] derivative =
                FiniteDifferences.of(moved -> value.applyAsDouble(DoubleArray.of(at.shape(), moved)), at.toArray());
        return DoubleArray.of(at.shape(), derivative);
    }
}
