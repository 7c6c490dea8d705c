package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.training.setting.Examples;
import org.metricloss.experiments.training.setting.Experiment;

/** What decides over the training must be a measure that the validation part has: every measure on every kind of data and split. */
class MeasurableTest {
    private static final Dataset CLOSED = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);

    /** The test classes are never trained on. */
    private static final Dataset OPEN = Dataset.of(
            "open", classes(CLOSED.train(), 0, 7), classes(CLOSED.test(), 7, 10), Normalization.CENTERED, List.of());

    private record Case(String name, Dataset split, Measure measure) {
        @Override
        public String toString() {
            return name + ", " + measure.id();
        }
    }

    static Stream<Case> cases() {
        return Stream.of(new Holdout.Count(1), new Holdout.Count(2), new Holdout.Count(12), new Holdout.Fraction(0.3))
                .flatMap(holdout -> Stream.of(CLOSED, OPEN, oneImageEach())
                        .flatMap(data -> Stream.of(1L, 2L)
                                .flatMap(seed -> split(data, holdout, seed))
                                .flatMap(split -> compared()
                                        .map(measure -> new Case(data.name() + " with " + holdout, split, measure)))));
    }

    /** Where whole classes are set aside, at least two are, and at least two are left. */
    private static Stream<Dataset> split(Dataset data, Holdout holdout, long seed) {
        boolean possible = !data.isOpenSet() || holdout.of(7) >= 2 && holdout.of(7) <= 5;
        return possible ? Stream.of(data.withValidation(holdout, seed)) : Stream.empty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aMeasureIsRefusedBeforeTheRunIfAndOnlyIfTheValidationPartDoesNotHaveIt(Case each) {
        boolean measured = measured(each.split()).contains(each.measure().id());
        for (String setting : List.of("select={best: %s}", "earlyStopping={patience: 1, measure: %s}")) {
            Experiment experiment = experiment(setting.formatted(each.measure().id()));
            Throwable thrown = catchThrowable(() -> Fit.requireValidation(experiment, each.split()));
            if (measured) {
                assertThat(thrown).isNull();
            } else {
                assertThat(thrown)
                        .isInstanceOf(MisfitException.class)
                        .hasMessageStartingWith(each.measure().id()
                                + " is not measured on the validation part of this data; available: ");
            }
        }
    }

    @Test
    void bothHappenOften() {
        List<Boolean> measured = cases().map(
                        each -> measured(each.split()).contains(each.measure().id()))
                .toList();
        assertThat(measured.stream().filter(has -> has)).hasSizeGreaterThan(50);
        assertThat(measured.stream().filter(has -> !has)).hasSizeGreaterThan(50);
    }

    /** What is measured of embeddings of the whole part. */
    private static List<String> measured(Dataset split) {
        int[] labels = split.validation().labels();
        SplittableRandom random = new SplittableRandom(1);
        double[] values = IntStream.range(0, labels.length * 2)
                .mapToDouble(i -> random.nextDouble())
                .toArray();
        Embeddings samples = Embeddings.of(values, 2, labels);
        boolean unseen = split.isOpenSet();
        EvaluationInput input = new EvaluationInput(
                samples,
                unseen ? Optional.empty() : Optional.of(samples),
                unseen ? Optional.empty() : Optional.of(labels),
                Optional.empty(),
                Distance.COSINE,
                7,
                1);
        return List.copyOf(
                Evaluation.of(input, PartEvaluation.measures(split)).values().keySet());
    }

    private static Stream<Measure> compared() {
        return Measures.ofTrials().stream().filter(Measure::isCompared);
    }

    private static Experiment experiment(String setting) {
        return Experiment.parse("test", Examples.quickstart(), List.of(setting), Examples.AVAILABLE);
    }

    private static SampleSet classes(SampleSet images, int from, int to) {
        int[] labels = images.labels();
        return images.select(IntStream.range(0, labels.length)
                .filter(i -> from <= labels[i] && labels[i] < to)
                .toArray());
    }

    /** Seven training classes of one image. */
    private static Dataset oneImageEach() {
        int[] first = IntStream.range(0, 7)
                .map(label -> CLOSED.train().samplesByClass()[label][0])
                .toArray();
        return Dataset.of(
                "one image each",
                CLOSED.train().select(first),
                classes(CLOSED.test(), 7, 10),
                Normalization.CENTERED,
                List.of());
    }
}
