package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.DiagnosticReading;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.random.RandomStream;

/**
 * What every loss must keep, whatever its formula. A loss inherits these tests by naming its instances; they run on
 * every engine of the class path. The loss must be deterministic; if it asks for listed tuples, it is given some.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LossContract {
    /**
     * One loss on one engine.
     *
     * @param name what to call the loss in reports
     * @param loss the loss
     * @param engine the engine
     */
    protected record Subject(String name, MetricLoss loss, Engine engine) {
        LossRun run(LossExample example) {
            return LossRun.of(engine, loss, example);
        }

        @Override
        public String toString() {
            return name + " on " + engine.id();
        }
    }

    /** {@return the instances to check, by a name for reports: every form and option that computes differently} */
    protected abstract Map<String, MetricLoss> losses();

    /**
     * Computes a loss the naive way: loops over samples, pairs or triplets as the paper's formula reads, in plain Java,
     * sharing no code with the loss.
     *
     * @param loss one of {@link #losses}, for its settings
     * @param batch the batch
     * @return what the loss must give
     */
    protected abstract PlainResult plainLoops(MetricLoss loss, PlainBatch batch);

    /**
     * Names the loss whose value has the gradient of this one as its derivative. For most it is the loss itself. A loss that takes
     * a part of its formula as constant for the gradient names one that has this part fixed at its value for the example.
     *
     * @param loss one of {@link #losses}
     * @param at the example
     * @return a loss of the same state and the same value at the example
     */
    protected MetricLoss differentiated(MetricLoss loss, LossExample at) {
        return loss;
    }

    /**
     * {@return whether the order of the samples matters to the next state, as it does for a queue; value and gradient never
     * depend on it}
     *
     * @param loss one of {@link #losses}
     */
    protected boolean orderMatters(MetricLoss loss) {
        return false;
    }

    /**
     * {@return whether a loss takes the first samples of a class, so that its value depends on the order of the samples}
     *
     * @param loss one of {@link #losses}
     */
    protected boolean takesTheFirst(MetricLoss loss) {
        return false;
    }

    /** {@return every loss on every engine} */
    protected final Stream<Subject> subjects() {
        return losses().entrySet().stream()
                .flatMap(loss ->
                        TestEngines.all().stream().map(engine -> new Subject(loss.getKey(), loss.getValue(), engine)));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    final void gradientOfTheEmbeddingsIsTheDerivativeOfTheValue(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        DoubleArray gradient = subject.run(example).gradient();
        assertThat(Arrays.stream(gradient.toArray()).map(Math::abs).max().orElseThrow())
                .as("largest entry of the gradient")
                .isGreaterThan(1e-3);
        MetricLoss differentiated = differentiated(subject.loss(), example);
        DoubleArray differences = differences(
                example.embeddings(),
                moved -> LossRun.of(
                                subject.engine(), differentiated, LossExamples.with(example, moved, example.labels()))
                        .value());
        Tolerance.DIFFERENCES.assertClose("gradient", gradient, differences);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    final void gradientOfEveryLearnedStateIsTheDerivativeOfTheValue(Subject subject) {
        LossExample example = LossExamples.ordinary(subject.loss());
        Map<String, DoubleArray> gradients = subject.run(example).stateGradients();
        assertThat(gradients.keySet()).isEqualTo(namesOf(subject.loss(), example, LossState.Learned.class));
        gradients.forEach((name, gradient) -> Tolerance.DIFFERENCES.assertClose(
                "gradient of " + name,
                gradient,
                differences(
                        example.state().get(name),
                        moved -> subject.run(LossExamples.with(example, name, moved))
                                .value())));
    }

    @ParameterizedTest
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

    @ParameterizedTest
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
    @ParameterizedTest
    @MethodSource("subjectsWithoutOrder")
    final void orderOfTheSamplesDoesNotMatterToTheValueEvenAmongTies(Subject subject) {
        LossExamples.random(subject.loss()).forEach((name, example) -> {
            int[] order = RandomStream.of(4, "order").permutation(example.labels().length);
            LossRun before = subject.run(example);
            LossRun after = subject.run(LossExamples.reordered(example, order));
            Tolerance.ROUNDING.assertClose(name + ": value", after.value(), before.value());
            assertThat(tuples(after)).as(name + ": tuples").isEqualTo(tuples(before));
        });
    }

    @ParameterizedTest
    @MethodSource("subjects")
    final void naiveLoopsInPlainJavaAgree(Subject subject) {
        Map<String, LossExample> examples = LossExamples.random(subject.loss());
        assertThat(examples.values().stream()
                        .mapToDouble(example -> plainLoops(subject.loss(), PlainBatch.of(example))
                                .value()))
                .as("plain values")
                .anyMatch(value -> value > 1e-3);
        examples.forEach((name, example) -> {
            PlainResult plain = plainLoops(subject.loss(), PlainBatch.of(example));
            assertAgree(name + " in float64", subject.run(example), plain, Tolerance.PLAIN);
            LossRun float32 = subject.run(LossExamples.in(DataType.FLOAT32, example));
            assertAgree(name + " in float32", float32, plain, Tolerance.PLAIN_FLOAT32);
        });
    }

    @ParameterizedTest
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

    @ParameterizedTest
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

    @ParameterizedTest
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

    @ParameterizedTest
    @MethodSource("subjects")
    final void nothingIsEverNotANumber(Subject subject) {
        LossExamples.edges(subject.loss()).forEach((name, example) -> {
            for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
                LossRun run = subject.run(LossExamples.in(type, example));
                String what = "%s in %s: ".formatted(name, type);
                assertThat(run.value()).as(what + "value").isFinite();
                assertFinite(what + "gradient", run.gradient());
                run.stateGradients().forEach((state, gradient) -> assertFinite(what + state, gradient));
                run.nextState().forEach((state, next) -> assertFinite(what + state, next));
                for (DiagnosticReading reading : run.diagnostics()) {
                    assertThat(reading.sum()).as(what + reading.name()).isFinite();
                    assertThat(reading.count()).as(what + reading.name()).isFinite();
                }
            }
        });
    }

    /** A diverged network must not pass for one that has learned everything. */
    @ParameterizedTest
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
    @ParameterizedTest
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

    private static boolean isUsed(LossExample example, int row) {
        return example.tuples()
                .map(tuples ->
                        Arrays.stream(tuples).flatMapToInt(Arrays::stream).anyMatch(member -> member == row))
                .orElse(true);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    final void noTuplesGiveZeroWithAZeroGradient(Subject subject) {
        LossExamples.edges(subject.loss()).forEach((name, example) -> {
            PlainResult plain = plainLoops(subject.loss(), PlainBatch.of(example));
            if (plain.tuples().map(tuples -> tuples.considered() == 0).orElse(false)) {
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

    @ParameterizedTest
    @MethodSource("subjects")
    final void tuplesAreCountedExactlyAsPredicted(Subject subject) {
        LossExample ordinary = LossExamples.ordinary(subject.loss());
        assertTuples("ordinary", subject, ordinary);
        LossExamples.edges(subject.loss()).forEach((name, example) -> assertTuples(name, subject, example));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    final void everyDiagnosticHasANameOfItsOwn(Subject subject) {
        LossRun run = subject.run(LossExamples.ordinary(subject.loss()));
        assertThat(run.diagnostics())
                .extracting(DiagnosticReading::name)
                .isNotEmpty()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    final void stagesEndInTheLossAndNameEachPhaseOnce(Subject subject) {
        List<LossStage> stages = CostedLoss.of(subject.loss()).stages();
        assertThat(stages.stream().flatMap(stage -> stage.phases().stream()))
                .isNotEmpty()
                .doesNotHaveDuplicates();
        LossStage last = stages.get(stages.size() - 1);
        assertThat(last.loss()).isEqualTo(subject.loss());
        assertThat(last.extent()).isEqualTo(LossStage.Extent.ALL);
        LossExample example = LossExamples.ordinary(subject.loss());
        for (LossStage stage : stages) {
            LossRun run = LossRun.of(subject.engine(), stage.loss(), example);
            assertFinite(stage.name(), DoubleArray.of(Shape.of(1), run.value()));
            if (stage.extent() == LossStage.Extent.ALL) {
                assertThat(run.value())
                        .as(stage.name())
                        .isEqualTo(subject.run(example).value());
                assertThat(run.gradient().toArray())
                        .as(stage.name())
                        .isEqualTo(subject.run(example).gradient().toArray());
            }
        }
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

    /** A loss that does not state its cost predicts nothing. */
    private static void assertTuples(String name, Subject subject, LossExample example) {
        LossSetting setting = setting(example);
        BatchProfile profile = BatchProfile.ofLabels(example.labels(), setting.classes(), setting.dimension())
                .listing(example.tuples().map(tuples -> tuples.length).orElse(0));
        double counted = tuples(subject.run(example)).orElse(0.0);
        if (subject.loss() instanceof CostedLoss costed) {
            assertThat((double) costed.tuples(profile)).as(name).isEqualTo(counted);
        }
    }

    private static Optional<Double> tuples(LossRun run) {
        return run.diagnostic(Diagnostic.TUPLES_CONSIDERED).map(DiagnosticReading::sum);
    }

    private static void assertFinite(String what, DoubleArray array) {
        assertThat(Arrays.stream(array.toArray()).allMatch(Double::isFinite))
                .as(what + " is finite")
                .isTrue();
    }

    private static LossSetting setting(LossExample example) {
        return new LossSetting(example.classes(), example.embeddings().shape().size(1));
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
