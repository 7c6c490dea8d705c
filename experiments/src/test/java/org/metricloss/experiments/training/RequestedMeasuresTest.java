package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.work.InProcess;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

/** What an experiment asks to be measured of its test part, from the file to the results. */
class RequestedMeasuresTest {
    /** One thread: the pool that other tests of this process have started TensorFlow with. */
    private static final String FILE = """
            name: requested
            dataset: digits
            network: {name: mlp, embedding: 2}
            batch: {size: 64}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 2}
            engines: [djl, tensorflow]
            seeds: [1, 2]
            threads: 1
            artifacts: {every: 0, model: none}
            objectives:
              softmax: [{loss: softmax}]
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.1, alpha: 0.5}]
            """;

    @TempDir
    private Path folder;

    private static Experiment experiment(String... overrides) {
        return Experiment.parse("requested.yaml", FILE, List.of(overrides), Available.onClassPath());
    }

    private Path run(Experiment experiment) throws IOException {
        TrainingWork work = new TrainingWork(Plan.of(experiment, Datasets.ofEnvironment()));
        StudyRun run = StudyRun.create(work, folder, "test", Optional.empty(), Optional.empty());
        WorkerSettings settings = WorkerSettings.inThisProcess(Duration.ofMinutes(1), Optional.empty());
        run.run(
                new InProcess(work, run.folder(), RunProgress.QUIET, settings),
                MemoryLimit.ofFreeMemory(),
                RunExport.NONE);
        for (TrialRecord trial : run.folder().records(TrialRecord.class)) {
            assertThat(trial.isFinished()).as(trial.toString()).isTrue();
        }
        return run.folder().path();
    }

    private static List<String> measures(String... overrides) {
        return Plan.withoutEngines(experiment(overrides), Datasets.ofEnvironment()).measures().stream()
                .map(Measure::id)
                .toList();
    }

    @Test
    void borderShareAttackAndEquivalenceAreInRecordsAndResults() throws IOException {
        Path run = run(experiment(
                "evaluation={borderShare: 0.1, fgsm: [0.05, 0.2]}", "equivalence={measure: recallAt1, margin: 0.05}"));
        List<TrialRecord> trials = RunFolder.open(run).records(TrialRecord.class);
        assertThat(trials).hasSize(8);
        for (TrialRecord trial : trials) {
            Map<String, Double> measures = trial.measures();
            assertThat(measures.keySet())
                    .containsSubsequence(
                            "classifierAccuracy",
                            "borderShare",
                            "fgsmAccuracy0p05",
                            "fgsmAccuracy0p2",
                            "nearestCenterAccuracy",
                            "centerBorderShare");
            assertThat(measures.get("borderShare")).isBetween(0.001, 0.5);
            assertThat(measures.get("centerBorderShare")).isBetween(0.001, 0.5);
            assertThat(measures.get("fgsmAccuracy0p05")).isLessThan(measures.get("classifierAccuracy"));
            assertThat(measures.get("fgsmAccuracy0p2"))
                    .isLessThan(measures.get("fgsmAccuracy0p05"))
                    .isNotNegative();
        }
        RunSummary summary = RunSummary.of(RunFolder.open(run));
        assertThat(summary.comparisons())
                .extracting(comparison -> comparison.measure().title() + ", " + comparison.engine())
                .contains("border share, djl", "FGSM accuracy at 0.05, tensorflow", "border share by centers, djl");
        assertThat(summary.equivalence())
                .extracting(
                        test -> test.objective() + ", " + test.engine() + ", " + test.margin() + ", " + test.pairs())
                .containsExactly("softmax, tensorflow, 0.05, 2", "softmax+center, tensorflow, 0.05, 2");
    }

    @Test
    void anExperimentThatDoesNotAskMeasuresAndStatesNothing() {
        assertThat(measures())
                .doesNotContain("borderShare", "centerBorderShare")
                .noneMatch(id -> id.startsWith("fgsm"));
        assertThat(experiment().canonicalText()).doesNotContain("borderShare", "fgsm", "pairs", "equivalence");
        Experiment asking = experiment("evaluation.fgsm=[0.1]", "equivalence.margin=0.01");
        assertThat(Experiment.parse("again", asking.canonicalText(), List.of(), Available.onClassPath()))
                .isEqualTo(asking);
    }

    @Test
    void drawnPairsAreVerifiedOnClassesThatAreNeverTrainedOn() throws IOException {
        String open = "dataset={type: digits, split: class, testClasses: ['5', '6', '7', '8', '9']}";
        assertThat(measures(open, "evaluation.pairs={count: 400, folds: 2}")).contains("foldAccuracy", "rocAuc");
        Path run = run(experiment(open, "evaluation.pairs={count: 400, folds: 2}", "engines=[djl]", "seeds=[1]"));
        List<TrialRecord> trials = RunFolder.open(run).records(TrialRecord.class);
        assertThat(trials).hasSize(2);
        for (TrialRecord trial : trials) {
            assertThat(trial.measures().get("foldAccuracy")).isBetween(0.5, 1.0);
            // A multiple of one pair in a fold, halved.
            assertThat(trial.measures().get("foldAccuracy") * 400)
                    .isCloseTo(Math.rint(trial.measures().get("foldAccuracy") * 400), within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            evaluation.pairs={} | evaluation.pairs | pairs are drawn from classes that are never trained on, and this data tests trained classes
            dataset={type: digits, split: class, testClasses: ['7', '8', '9']};evaluation.pairs={} | evaluation.pairs | fold 1 needs 300 genuine and as many impostor pairs, but its 1 classes have 15,051 and 0; take fewer pairs or folds
            dataset={type: digits, split: class, testClasses: ['7', '8', '9']};evaluation.borderShare=0.1 | evaluation.borderShare | the test classes are never trained on, so they have neither a classifier nor a center
            dataset={type: digits, split: class, testClasses: ['7', '8', '9']};evaluation.fgsm=[0.1] | evaluation.fgsm | the classifier does not know test classes that are never trained on
            equivalence={measure: rocAuc, margin: 0.1} | equivalence.measure | rocAuc is not measured on the test part of this data
            """)
    void whatTheTestPartCannotHaveIsRefused(String overrides, String setting, String refusal) {
        Experiment experiment = experiment(overrides.split(";"));
        assertThatThrownBy(() -> Plan.withoutEngines(experiment, Datasets.ofEnvironment()))
                .isInstanceOfSatisfying(
                        MisfitException.class,
                        misfit -> assertThat(misfit.setting()).isEqualTo(setting))
                .hasMessage(refusal);
    }

    @Test
    void anAttackNeedsAClassifierOfEachObjective() {
        Experiment experiment = experiment(
                "evaluation.fgsm=[0.1]", "objectives.triplet=[{loss: triplet}]", "batch={classes: 5, perClass: 4}");
        Plan plan = Plan.of(experiment, Datasets.ofEnvironment());
        assertThatThrownBy(() -> Fit.requireClassifiers(plan))
                .isInstanceOf(MisfitException.class)
                .hasMessage("evaluation.fgsm attacks a classifier, but objective 'triplet' trains no classifier");
    }
}
