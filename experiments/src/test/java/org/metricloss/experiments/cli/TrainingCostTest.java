package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;

/** Training that ends by samples, seconds, a target or for lack of improvement, with the validation part measured on the way. */
class TrainingCostTest {
    private static final String FILE = """
            name: training
            dataset: {type: digits, validation: 200}
            network: {name: mlp, embedding: 4}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.1, momentum: 0.9}
            budget: {samples: 2050}
            seeds: [1]
            threads: 1
            evaluation: {everySteps: 4}
            artifacts: {every: 0}
            objectives:
              softmax: [{loss: softmax}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String name, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("training.yaml"), FILE);
        List<String> arguments = new ArrayList<>(List.of(
                "run", file.toString(), "--results", folder.resolve(name).toString(), "--workers", "0"));
        for (String override : overrides) {
            arguments.addAll(List.of("--set", override));
        }
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private RunFolder run(String name, String... overrides) throws IOException {
        assertThat(execute(name, overrides)).as(err.toString()).isEqualTo(Main.OK);
        return folderOf(name);
    }

    private RunFolder folderOf(String name) throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(name).resolve("training"))) {
            return RunFolder.open(runs.findFirst().orElseThrow());
        }
    }

    private static TrialRecord only(RunFolder run) {
        assertThat(run.records(TrialRecord.class)).hasSize(1);
        return run.records(TrialRecord.class).get(0);
    }

    @Test
    void samplesEndTrainingWithinAnEpochAndTheCurveTellsTheWay() throws IOException {
        RunFolder run = run("samples");
        TrialRecord trial = only(run);
        assertThat(trial.training().stop()).hasValue(StopReason.SAMPLES);
        // 1,242 images are 13 batches, the last of 42: with nine more, 2,050 are reached.
        assertThat(trial.cost().samplesSeen()).isEqualTo(2142);
        assertThat(trial.cost().steps()).isEqualTo(22);
        assertThat(trial.epochs()).extracting(EpochRecord::samples).containsExactly(1242L, 900L);
        List<ValidationPoint> curve = trial.training().validation();
        assertThat(curve).extracting(ValidationPoint::step).containsExactly(4L, 8L, 12L, 16L, 20L, 22L);
        assertThat(curve).extracting(ValidationPoint::epoch).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(curve).extracting(ValidationPoint::samples).contains(400L, 1542L, 2142L);
        assertThat(curve).extracting(ValidationPoint::seconds).isSorted().allMatch(seconds -> seconds > 0);
        // Measured at the end of training: not a second of validation
        // is among those of training, and they are on record.
        assertThat(curve.get(5).seconds())
                .isCloseTo(
                        trial.cost().seconds().training(),
                        within(1e-9 * curve.get(5).seconds() + 1e-9));
        assertThat(trial.cost().seconds().evaluation()).isPositive();
        Map<String, Double> last = curve.get(5).measures();
        assertThat(last).containsKeys("recallAt1", "classifierAccuracy", "nearestCenterAccuracy", "mapAtR");
        // Chance is a tenth; on other images than the test part.
        assertThat(last.get("recallAt1")).isBetween(0.3, 1.0);
        assertThat(curve.get(0).measures().get("classifierAccuracy")).isLessThan(last.get("classifierAccuracy"));
        assertThat(trial.training().tested()).isEmpty();
        assertThat(run.path().resolve("tables/curves.csv"))
                .content()
                .startsWith("run,trial,objective,engine,seed,epoch,step,samples,trainingSeconds,")
                .hasLineCount(1 + 6 * last.size());
        assertThat(run.path().resolve("tables/time_to_target.csv")).doesNotExist();
    }

    /** A time that is over after the first step on any machine. */
    @Test
    void secondsEndTrainingAfterTheStepInWhichTheyAreOver() throws IOException {
        TrialRecord trial = only(run("seconds", "budget={seconds: 1.0e-9}", "evaluation.everySteps=1000"));
        assertThat(trial.training().stop()).hasValue(StopReason.SECONDS);
        assertThat(trial.cost().steps()).isEqualTo(1);
        assertThat(trial.epochs()).hasSize(1);
        assertThat(trial.training().validation()).hasSize(1);
        assertThat(trial.isFinished()).isTrue();
    }

    @Test
    void targetEndsTrainingWhereItIsReachedAndWhoNeverReachesItIsCounted() throws IOException {
        RunFolder run = run(
                "target",
                "budget={epochs: 30, target: {measure: recallAt1, value: 0.9}}",
                "objectives={softmax: [{loss: softmax}], idle: [{loss: softmax, weight: 0}]}");
        TrialRecord reached =
                run.record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        List<ValidationPoint> curve = reached.training().validation();
        assertThat(reached.training().stop()).hasValue(StopReason.TARGET);
        assertThat(reached.cost().steps())
                .isLessThan(30 * 13)
                .isEqualTo(curve.get(curve.size() - 1).step());
        assertThat(curve.get(curve.size() - 1).measures().get("recallAt1")).isGreaterThanOrEqualTo(0.9);
        assertThat(curve.subList(0, curve.size() - 1))
                .isNotEmpty()
                .allMatch(point -> point.measures().get("recallAt1") < 0.9);
        // A weight of 0 moves nothing: the network stays the initial one.
        TrialRecord idle = run.record(TrialRecord.class, "idle.djl.seed-1").orElseThrow();
        assertThat(idle.training().stop()).hasValue(StopReason.EPOCHS);
        assertThat(idle.training().validation())
                .isNotEmpty()
                .allMatch(point -> point.measures().get("recallAt1") < 0.9);
        assertThat(run.path().resolve("tables/time_to_target.csv"))
                .content()
                .contains("softmax,djl,recallAt1,0.9,1,1,0,0,0,", "idle,djl,recallAt1,0.9,1,0,1,0,0,Infinity,");
        assertThat(run.path().resolve("report.md")).content().contains("## Training", "## Accuracy against cost");
    }

    /**
     * The best weights are tested: the same trial that is made to end there, and tests its last weights, has the same measures
     * of the test part to the bit. Only the validation part can have told, for nothing else is measured before the end.
     */
    @ParameterizedTest
    @ValueSource(strings = {"djl", "tensorflow"})
    void bestWeightsOfTheValidationPartAreTestedWhenTrainingStopsEarly(String engine) throws IOException {
        String on = "engines=[" + engine + "]";
        String[] noisy = {
            "optimizer.learningRate=0.5",
            on,
            "budget={epochs: 40}",
            "earlyStopping={measure: mapAtR, patience: 3}",
            "select=best"
        };
        RunFolder run = run("early", noisy);
        TrialRecord trial = only(run);
        assertThat(trial.training().stop()).hasValue(StopReason.EARLY_STOPPING);
        List<ValidationPoint> curve = trial.training().validation();
        ValidationPoint best = trial.training().testedPoint().orElseThrow();
        double value = best.measures().get("mapAtR");
        assertThat(curve).allMatch(point -> point.measures().get("mapAtR") <= value);
        assertThat(curve.indexOf(best)).isEqualTo(curve.size() - 1 - 3);
        assertThat(trial.cost().steps()).isLessThan(40 * 13);
        assertThat(run.path().resolve("artifacts").resolve(trial.id()).resolve("best.npz"))
                .isNotEmptyFile();

        TrialRecord there = only(run("there", noisy[0], on, "budget={samples: %s}".formatted(best.samples())));
        assertThat(there.cost().steps()).isEqualTo(best.step());
        assertThat(trial.measures()).isNotEmpty().isEqualTo(there.measures());
        TrialRecord toTheEnd = only(run(
                "end", noisy[0], "budget={samples: %s}".formatted(trial.cost().samplesSeen())));
        assertThat(toTheEnd.cost().steps()).isEqualTo(trial.cost().steps());
        assertThat(trial.measures()).isNotEqualTo(toTheEnd.measures());
        assertThat(run.path().resolve("report.md"))
                .content()
                .contains("until early stopping", "best by mapAtR on the validation part");
    }

    /** The refusal comes before the run: no folder is made. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select={best: %s}",
                "earlyStopping={patience: 1, measure: %s}",
                "budget={epochs: 1, target: {measure: %s, value: 0.99}}",
                "tune={trials: 2, folds: 2, measure: %s, ranges: {optimizer.learningRate: {min: 0.01, max: 0.1, scale: log}}}"
            })
    void aClassifiersAccuracyDecidesOnlyIfEachObjectiveHasAClassifier(String setting) throws IOException {
        String objectives = "objectives={softmax: [{loss: softmax}], triplet: [{loss: triplet}]}";
        assertThat(execute("classifier", setting.formatted("classifierAccuracy"), objectives))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip())
                .startsWith("error: ")
                .endsWith("classifierAccuracy controls training, but objective 'triplet' trains no classifier")
                .hasLineCount(1);
        assertThat(folder.resolve("classifier")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
dataset.validation=0 | select=best | a target, early stopping and the choice of the best weights use the validation part, which is empty
dataset.validation=0 | earlyStopping.patience=1 | which is empty: set dataset.validation
threads=1 | earlyStopping={measure: rocAuc, patience: 1} | rocAuc is not measured on the validation part of this data; available: classifierAccuracy,
""")
    void whatTheValidationPartCannotDecideIsRefused(String first, String second, String problem) throws IOException {
        assertThat(execute("refused", first, second)).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip())
                .startsWith("error: ")
                .contains(problem)
                .hasLineCount(1);
        assertThat(folder.resolve("refused")).doesNotExist();
    }
}
