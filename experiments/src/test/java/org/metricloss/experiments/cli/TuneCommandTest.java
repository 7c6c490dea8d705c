package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.random.RandomStream;
import org.metricloss.datasets.PngFiles;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TunedSetting;

/** Objectives that are tuned on folds of the training part and compared on the test part. */
class TuneCommandTest {
    private static final String FILE = """
            name: tuned
            dataset: digits
            network: {name: mlp, embedding: 4}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 2}
            seeds: [1, 2]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.01}]
              triplet: [{loss: triplet, margin: 0.2, mining: all}]
            tune:
              trials: 3
              folds: 2
              halving: {rungs: 2}
              ranges:
                objectives.softmax+center.1.weight: {min: 0.001, max: 1, scale: log}
                objectives.triplet.0.mining: [all, hard, semi-hard]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int execute(String command, String text, List<String> overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("tuned.yaml"), text);
        List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
        if (command.equals("run")) {
            arguments.addAll(List.of("--results", folder.resolve("results").toString(), "--workers", "0"));
        }
        overrides.forEach(override -> arguments.addAll(List.of("--set", override)));
        return execute(arguments.toArray(String[]::new));
    }

    private RunFolder run(String text, String... overrides) throws IOException {
        assertThat(execute("run", text, List.of(overrides))).as(err.toString()).isEqualTo(Main.OK);
        return onlyRun();
    }

    private RunFolder onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("results").resolve("tuned"))) {
            return RunFolder.open(runs.findFirst().orElseThrow());
        }
    }

    private static List<TrialRecord> steps(RunFolder run, String objective, int rung) {
        return run.records(TrialRecord.class).stream()
                .filter(trial -> trial.setup().objective().equals(objective)
                        && trial.setup()
                                .tuningStep()
                                .filter(step -> step.rung() == rung)
                                .isPresent())
                .toList();
    }

    /** The means over folds by number, worked out from the records once more. */
    private static Map<Integer, Double> means(List<TrialRecord> steps) {
        return steps.stream()
                .collect(Collectors.groupingBy(
                        trial -> trial.setup().tuned().orElseThrow().number(),
                        TreeMap::new,
                        Collectors.averagingDouble(trial -> trial.measures().get("recallAt1"))));
    }

    private static int best(Map<Integer, Double> means) {
        return means.entrySet().stream()
                .max(Map.Entry.<Integer, Double>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    private static TunedSetting tuned(RunFolder run, String id) {
        return run.record(TrialRecord.class, id).orElseThrow().setup().tuned().orElseThrow();
    }

    @Test
    void bestSettingOfTheLastRungIsTestedWithFreshSeeds() throws IOException {
        RunFolder run = run(FILE);
        for (String objective : List.of("softmax+center", "triplet")) {
            List<TrialRecord> first = steps(run, objective, 1);
            List<TrialRecord> last = steps(run, objective, 2);
            assertThat(first).hasSize(6).allMatch(trial -> trial.epochs().size() == 1);
            assertThat(last).hasSize(4).allMatch(trial -> trial.epochs().size() == 2);
            Map<Integer, Double> means = means(first);
            assertThat(means).hasSize(3);
            assertThat(means.values()).doesNotHaveDuplicates().allMatch(value -> value > 0.1);
            means.remove(means.entrySet().stream()
                    .min(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey());
            assertThat(means(last).keySet()).isEqualTo(means.keySet());
            for (int seed = 1; seed <= 2; seed++) {
                TunedSetting chosen = tuned(run, objective + ".djl.seed-" + seed);
                assertThat(chosen.number()).isEqualTo(best(means(last)));
                assertThat(chosen.tried()).isEqualTo(3);
                assertThat(chosen.step()).isEmpty();
            }
        }
        assertThat(run.records(TrialRecord.class)).hasSize(26).allMatch(TrialRecord::isFinished);
        assertThat(steps(run, "softmax", 1)).isEmpty();
        TrialRecord tested =
                run.record(TrialRecord.class, "softmax+center.djl.seed-2").orElseThrow();
        assertThat(tested.setup().terms().get(1).weight())
                .isEqualTo(Double.parseDouble(
                        tested.setup().tuned().orElseThrow().values().get("objectives.softmax+center.1.weight")))
                .isNotEqualTo(0.01);
        assertThat(tested.measures()).containsKeys("recallAt1", "classifierAccuracy");
        assertThat(run.path().resolve("tables/tuning.csv")).content().hasLineCount(21);
        assertThat(run.path().resolve("tables/selected.csv"))
                .content()
                .hasLineCount(4)
                .contains("tuned,softmax,,,,,,0,0,0", ",3,10,0\n");
        assertThat(run.path().resolve("tables/trials.csv")).content().hasLineCount(7);
        assertThat(run.path().resolve("report.md"))
                .content()
                .contains("## Tuning", "not tuned: it has no ranges", "There were 2 rungs", "tuning trials");
        assertThat(out.toString()).contains("Of 26 planned trials", "Of them 20 tuned the objectives");
    }

    @Test
    void objectivesSeeTheSameFoldsAndNothingOfTheTestPart() throws IOException {
        RunFolder run = run(FILE, "tune.trials=1", "seeds=[1]");
        List<TrialRecord> steps = run.records(TrialRecord.class).stream()
                .filter(trial -> trial.setup().tuningStep().isPresent())
                .toList();
        assertThat(steps).hasSize(4);
        // Two objectives, each with its only setting, on each of two folds.
        assertThat(steps.stream()
                        .collect(Collectors.groupingBy(
                                trial -> trial.setup()
                                        .draws()
                                        .map(SeedDraws::split)
                                        .orElseThrow(),
                                Collectors.counting()))
                        .values())
                .containsExactly(2L, 2L);
        for (TrialRecord step : steps) {
            assertThat(step.setup().seed()).isZero();
            assertThat(step.setup().dataset().train()).isEqualTo(721);
            assertThat(step.setup().dataset().validation()).isEqualTo(721);
            assertThat(step.measures()).containsOnlyKeys("recallAt1");
            assertThat(step.training().validation()).isEmpty();
            assertThat(run.artifacts().resolve(step.id())).doesNotExist();
        }
        assertThat(run.record(TrialRecord.class, "triplet.djl.seed-1")
                        .orElseThrow()
                        .setup()
                        .dataset()
                        .train())
                .isEqualTo(1442);
    }

    @Test
    void settingsThatDivergeAreCountedAndNotChosen() throws IOException {
        RunFolder run = run(
                FILE,
                "seeds=[1]",
                "tune={trials: 3, ranges: {optimizer.learningRate: {min: 0.001, max: 1000, scale: log}}}",
                "objectives={softmax: [{loss: softmax}], triplet: [{loss: triplet, mining: all}]}");
        List<TrialRecord> steps = steps(run, "softmax", 1);
        assertThat(steps).hasSize(6);
        assertThat(steps.stream().filter(TrialRecord::isFinished).count()).isLessThan(6);
        TrialRecord tested = run.record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        // The third setting has the least rate: a quarter of the way.
        assertThat(tested.setup().tuned().orElseThrow().number()).isEqualTo(3);
        assertThat(run.path().resolve("tables/selected.csv")).content().containsPattern("softmax,djl,3,.*,3,6,[1-6]\n");
        assertThat(run.path().resolve("tables/fairness.csv")).content().contains("tuningTrials");
    }

    @Test
    void anObjectiveOfWhichNoSettingCanBeJudgedIsNotTested() throws IOException {
        assertThat(execute(
                        "run",
                        FILE,
                        List.of(
                                "seeds=[1]",
                                "tune={trials: 2, ranges: {optimizer.learningRate: {min: 1.0e+8, max: 1.0e+9}}}",
                                "objectives={softmax: [{loss: softmax}]}")))
                .isEqualTo(Main.SOME_TRIALS_FAILED);
        TrialRecord tested =
                onlyRun().record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        assertThat(tested.reason()).hasValue("no setting could be judged in tuning, so none was chosen");
        assertThat(onlyRun().path().resolve("report.md")).content().contains("| none: no setting could be judged |");
        assertThat(onlyRun().path().resolve("tables/selected.csv")).content().doesNotContain("softmax,djl,1,");
    }

    /** As if the best setting's trial had failed, and a repetition of another one had been better. */
    @Test
    void recordsOfASettingThatWouldNotBeChosenNowAreNamed() throws IOException {
        RunFolder run = run(FILE, "seeds=[1]");
        String id = "triplet.djl.seed-1";
        int chosen = tuned(run, id).number();
        TrialRecord best = steps(run, "triplet", 2).stream()
                .filter(step -> step.setup().tuned().orElseThrow().number() == chosen)
                .findFirst()
                .orElseThrow();
        Files.delete(run.path().resolve("trials").resolve(best.id() + ".json"));
        run.write(TrialRecord.unfinished(
                best.id(), best.setup(), TrialStatus.FAILED, "lost", best.cost(), List.of(), Map.of()));
        assertThat(execute("resume", run.path().toString(), "--workers", "0")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("these trials have other settings than the records of tuning give now: " + id
                        + "; delete their records and resume");
        Files.delete(run.path().resolve("trials").resolve(id + ".json"));
        assertThat(execute("resume", run.path().toString(), "--workers", "0")).isEqualTo(Main.OK);
        assertThat(tuned(run, id).number()).isNotEqualTo(chosen);
    }

    @Test
    void trialsThatTuneAndTrialsThatWereTunedAreReproduced() throws IOException {
        RunFolder run = run(FILE, "seeds=[1]");
        assertThat(execute(
                        "reproduce",
                        run.path().toString(),
                        "triplet.djl.seed-1",
                        "triplet.djl.tune-2-01.fold-2",
                        "triplet.djl.tune-1-02.fold-1",
                        "--workers",
                        "0"))
                .as(out + err.toString())
                .isEqualTo(Main.OK);
    }

    @Test
    void foldsOfOpenSetDataAreDisjointInClasses() throws IOException {
        for (int person = 0; person < 12; person++) {
            for (int image = 0; image < 4; image++) {
                RandomStream noise = RandomStream.of(1, "image", person, image);
                int color = 20 * person;
                byte[] png = PngFiles.encoded(
                        "png",
                        BufferedImage.TYPE_INT_RGB,
                        12,
                        12,
                        (x, y) -> (color + noise.nextInt(9)) << 16 | (x == color / 20 ? 200 : 0));
                PngFiles.write(folder.resolve("people/P%02d/%s.png".formatted(person, image)), png);
            }
        }
        RunFolder run = run(
                FILE,
                "dataset={type: folder, dir: %s, size: 12}".formatted(folder.resolve("people")),
                "batch.size=8",
                "tune.measure=rocAuc",
                "tune.trials=2",
                "seeds=[1]");
        List<TrialRecord> steps = steps(run, "triplet", 1);
        assertThat(steps).hasSize(4);
        for (TrialRecord step : steps) {
            // 9 of 12 classes are trained on, of which one fold has 5 and one 4.
            assertThat(step.setup().dataset().train() + step.setup().dataset().validation())
                    .isEqualTo(36);
            assertThat(step.setup().dataset().validation()).isIn(16L, 20L);
            assertThat(step.measures()).containsOnlyKeys("rocAuc");
        }
        assertThat(run.record(TrialRecord.class, "triplet.djl.seed-1")
                        .orElseThrow()
                        .measures())
                .containsKeys("rocAuc", "recallAt1");
    }

    @Test
    void anObjectiveWithFewSettingsHasFewerRungs() throws IOException {
        RunFolder run =
                run(FILE, "tune.trials=5", "tune.halving={rungs: 2, factor: 3}", "budget.epochs=6", "seeds=[1]");
        assertThat(steps(run, "softmax+center", 1)).hasSize(10);
        assertThat(steps(run, "softmax+center", 2)).hasSize(4);
        List<TrialRecord> only = steps(run, "triplet", 1);
        assertThat(only)
                .hasSize(6)
                .allMatch(trial -> trial.epochs().size() == 2)
                .allMatch(trial -> trial.setup().tuningStep().orElseThrow().rungs() == 1);
        assertThat(steps(run, "triplet", 2)).isEmpty();
        assertThat(tuned(run, "triplet.djl.seed-1").number()).isEqualTo(best(means(only)));
        assertThat(run.path().resolve("report.md"))
                .content()
                .contains(
                        "There were up to 2 rungs:",
                        "The last rung of an objective alone decided.",
                        "Each trial that decided had a budget of 6 epochs (softmax+center) or 2 epochs (triplet).");
    }

    @Test
    void checkSaysWhatTuningCosts() throws IOException {
        List<String> twoObjectives = List.of(
                "objectives={softmax: [{loss: softmax}], triplet: [{loss: triplet, mining: all}]}",
                "tune.ranges={objectives.triplet.0.mining: [all, hard, semi-hard]}");
        assertThat(execute("check", FILE, twoObjectives)).as(err.toString()).isEqualTo(Main.OK);
        // Nothing of softmax is tuned.
        assertThat(out.toString())
                .contains(
                        "tuned: 4 trials of 30 steps each",
                        "tuning first: 10 trials (6 of 8 steps, 4 of 16 steps), each setting on 2 folds")
                .containsPattern("triplet \\(tuning\\) +djl +10 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tune.measure=rocAuc | rocAuc is not measured on this data; available: classifierAccuracy,
            batch={classes: 10, perClass: 80, smallClasses: refuse} | images per class must be at most
            tune.ranges.network.embedding=1 | a range must belong to 'optimizer...' or 'objectives.NAME...'
            tune.seed=1 | tuning uses seed 1, which must not be one of the seeds [1, 2]
            """)
    void whatDoesNotFitIsRefusedBeforeAnythingRuns(String override, String refusal) throws IOException {
        assertThat(execute("run", FILE, List.of(override))).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip()).contains(refusal).doesNotContain("\n");
        assertThat(folder.resolve("results")).doesNotExist();
    }
}
