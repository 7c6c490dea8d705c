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
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.record.ClassScoresRecord;
import org.metricloss.results.record.ClassScoresRecord.ScoredClass;
import org.metricloss.results.record.PointsRecord;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.OptimizerRecord;
import org.metricloss.results.training.record.StateRecord;
import org.metricloss.results.training.record.TrialRecord;

class RunCommandTest {
    private static final String FILE = """
            name: small
            dataset: {type: digits, validation: 0.2}
            network: {name: mlp, embedding: 4}
            batch: {classes: 5, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 2}
            seeds: [1, 2]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.01}]
              triplet: [{loss: triplet, mining: hard}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void leavesRecordsArtifactsTablesAndReportAndPrintsTheSummary() throws IOException {
        assertThat(run("first")).as(err.toString()).isEqualTo(Main.OK);
        // Tests have no terminal.
        assertThat(err.toString().lines())
                .hasSize(6)
                .anyMatch(
                        line -> line.matches(
                                "3/6 triplet[.]djl[.]seed-1: (finished|collapsed) in [0-9.]+ s( [(].*[)])?; about [0-9]+ s left"))
                .last(InstanceOfAssertFactories.STRING)
                .matches("6/6 triplet[.]djl[.]seed-2: (finished|collapsed) in [0-9.]+ s( [(].*[)])?");
        RunFolder run = onlyRun("first");
        assertThat(out.toString())
                .startsWith("run folder: " + run.path() + " (6 trials)\nreport, when all have ended: "
                        + run.path().resolve("report.html") + "\n")
                .contains("softmax+center", "recallAt1", "report: ");
        assertThat(run.missing()).isEmpty();
        assertThat(run.records(TrialRecord.class)).hasSize(6).allMatch(TrialRecord::isFinished);
        TrialRecord trial =
                run.record(TrialRecord.class, "softmax+center.djl.seed-2").orElseThrow();
        assertThat(trial.measures().keySet())
                .containsExactly(
                        "classifierAccuracy",
                        "nearestCenterAccuracy",
                        "knn5Accuracy",
                        "recallAt1",
                        "mapAtR",
                        "compactness",
                        "separability",
                        "compactnessToSeparability",
                        "recallAt1OtherDistance",
                        "mapAtROtherDistance");
        assertThat(run.record(TrialRecord.class, "triplet.djl.seed-1")
                        .orElseThrow()
                        .measures())
                .doesNotContainKey("classifierAccuracy");
        // 1,442 training images less a fifth, in batches of 20.
        assertThat(trial.cost().steps()).isEqualTo(2 * (1154 / 20));
        assertThat(trial.cost().samplesSeen()).isEqualTo(20 * trial.cost().steps());
        assertThat(trial.cost().tuplesConsidered()).isEqualTo(trial.cost().samplesSeen());
        assertThat(trial.cost().seconds().step()).isPositive();
        assertThat(trial.epochs()).hasSize(2);
        assertThat(trial.epochs().get(1).loss())
                .isLessThan(trial.epochs().get(0).loss());
        assertThat(trial.epochs().get(0).termLosses()).containsOnlyKeys("softmax", "center");
        assertThat(trial.setup().terms().get(1).hyperparameters())
                .containsAllEntriesOf(Map.of("update", "paper", "alpha", "0.5", "reduction", "mean"));

        Map<String, NpyArray> artifact =
                Npz.read(run.artifacts().resolve(trial.id()).resolve("epoch-002.npz"));
        assertThat(artifact)
                .containsKeys(
                        "testEmbeddings", "testLabels", "trainEmbeddings", "testPredictions", "loss_center_centers");
        List<StateRecord> states = trial.setup().states().orElseThrow();
        assertThat(states)
                .containsExactly(
                        new StateRecord("loss_softmax_weight", StateRecord.CLASS_WEIGHTS),
                        new StateRecord("loss_softmax_bias", StateRecord.OTHER),
                        new StateRecord("loss_center_centers", StateRecord.CENTERS),
                        new StateRecord("loss_center_staleness", StateRecord.OTHER));
        assertThat(artifact.keySet().stream().filter(array -> array.startsWith("loss_")))
                .containsExactlyInAnyOrderElementsOf(
                        states.stream().map(StateRecord::array).toList());
        for (String table : List.of("trials", "epochs", "summary", "comparisons")) {
            assertThat(run.path().resolve("tables/" + table + ".csv")).isNotEmptyFile();
        }
        assertThat(run.path().resolve("report.md")).content().contains("softmax+center", "./mvnw");
    }

    @Test
    void eachObjectiveIsJudgedByTheDistanceThatItTrains() throws IOException {
        List<String> short_ = List.of(
                "seeds=[1]",
                "budget.epochs=1",
                "baseline=softmax",
                "objectives={softmax: [{loss: softmax}],"
                        + " arcface: [{loss: center}, {loss: arcface, scale: 16, weight: 2}]}");
        assertThat(run("own", short_.toArray(String[]::new))).as(err.toString()).isEqualTo(Main.OK);
        RunFolder own = onlyRun("own");
        TrialRecord softmax =
                own.record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        TrialRecord arcface =
                own.record(TrialRecord.class, "arcface.djl.seed-1").orElseThrow();
        assertThat(softmax.setup().distance()).contains("euclidean");
        assertThat(arcface.setup().distance()).contains("cosine");
        assertThat(own.path().resolve("tables/summary.csv")).content().contains("distance", "euclidean", "cosine");
        assertThat(own.path().resolve("report.md"))
                .content()
                .contains("| objective | distance |", "recall@1 by the other distance");

        List<String> fixed = new ArrayList<>(short_);
        fixed.add("evaluation={distance: euclidean}");
        assertThat(run("fixed", fixed.toArray(String[]::new)))
                .as(err.toString())
                .isEqualTo(Main.OK);
        TrialRecord euclidean =
                onlyRun("fixed").record(TrialRecord.class, "arcface.djl.seed-1").orElseThrow();
        assertThat(euclidean.setup().distance()).contains("euclidean");
        assertThat(euclidean.measures())
                .doesNotContainKeys("recallAt1OtherDistance", "mapAtROtherDistance")
                .containsEntry("mapAtR", arcface.measures().get("mapAtROtherDistance"))
                .containsEntry("recallAt1", arcface.measures().get("recallAt1OtherDistance"));
        assertThat(arcface.measures().get("mapAtR"))
                .isNotEqualTo(arcface.measures().get("mapAtROtherDistance"));
    }

    @Test
    void exportIsWhatTheProjectorReads() throws IOException {
        assertThat(execute(
                        "run",
                        write().toString(),
                        "--results",
                        folder.resolve("exported").toString(),
                        "--export",
                        "--workers",
                        "0",
                        "--latex",
                        "--set",
                        "budget.epochs=1",
                        "--set",
                        "seeds=[1]"))
                .as(err.toString())
                .isEqualTo(Main.OK);
        Path export = onlyRun("exported").path().resolve("export");
        assertThat(out.toString()).contains("embeddings: " + export);
        List<String> vectors = Files.readAllLines(export.resolve("softmax.djl.seed-1/test-embeddings.tsv"));
        List<String> labels = Files.readAllLines(export.resolve("softmax.djl.seed-1/test-labels.tsv"));
        assertThat(vectors).hasSize(355).allMatch(line -> line.split("\t").length == 4);
        assertThat(labels).hasSize(355).allMatch(label -> label.matches("[0-9]"));
        float[] recorded = Npz.read(onlyRun("exported").artifacts().resolve("softmax.djl.seed-1/epoch-001.npz"))
                .get("testEmbeddings")
                .floats();
        assertThat(Float.parseFloat(vectors.get(7).split("\t")[2])).isEqualTo(recorded[7 * 4 + 2]);
        List<String> rows = Files.readAllLines(export.resolve("softmax.djl.seed-1/embeddings.csv"));
        assertThat(rows).hasSize(356).startsWith("sample,class,e1,e2,e3,e4");
        assertThat(rows.get(8))
                .isEqualTo("7," + labels.get(7) + "," + vectors.get(7).replace('\t', ','));
        assertThat(onlyRun("exported").path().resolve("tables/summary.tex"))
                .content()
                .contains("\\begin{tabular}", "softmax & ", "recall@1", "\\bottomrule");
        // Recall of the classes adds up to that of the test part.
        TrialRecord trial = onlyRun("exported")
                .record(TrialRecord.class, "softmax.djl.seed-1")
                .orElseThrow();
        ClassScoresRecord classes =
                SealedArtifact.CLASSES.read(onlyRun("exported"), trial).orElseThrow();
        assertThat(classes.classes()).hasSize(10);
        assertThat((double) classes.classes().stream()
                                .mapToInt(ScoredClass::right)
                                .sum()
                        / 355)
                .isCloseTo(trial.measures().get("recallAt1"), within(1e-12));
        PointsRecord points =
                SealedArtifact.POINTS.read(onlyRun("exported"), trial).orElseThrow();
        assertThat(points.neighbours())
                .hasSize(355)
                .allSatisfy((sample, nearest) -> assertThat(nearest).hasSize(5).doesNotContain(sample));
        assertThat(points.images()).hasSize(355);
        assertThat(export.resolve("projector_config.pbtxt"))
                .content()
                .contains("tensor_path: \"triplet.djl.seed-1/train-embeddings.tsv\"");
    }

    @Test
    void adamUnderACosineTrainsAlikeOnBothEnginesAndIsInTheRecord() throws IOException {
        int code = run(
                "adam",
                "seeds=[1]",
                "engines=[djl, tensorflow]",
                "optimizer={type: adam, learningRate: 0.001, schedule: {type: cosine, floor: 0.1}}",
                "objectives={softmax: [{loss: softmax}]}");
        assertThat(code).as(err.toString()).isEqualTo(Main.OK);
        RunFolder run = onlyRun("adam");
        TrialRecord djl = run.record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        TrialRecord tensorflow =
                run.record(TrialRecord.class, "softmax.tensorflow.seed-1").orElseThrow();
        assertThat(djl.setup().optimizer())
                .isEqualTo(new OptimizerRecord(
                        "adam",
                        Map.of(
                                "learningRate", "0.001",
                                "beta1", "0.9",
                                "beta2", "0.999",
                                "epsilon", "1E-8",
                                "weightDecay", "0",
                                "schedule", "cosine",
                                "schedule.floor", "0.1")));
        double loss = djl.epochs().get(1).loss();
        assertThat(loss).isPositive().isLessThan(djl.epochs().get(0).loss());
        // The engines sum in their own order, over 114 steps.
        assertThat(tensorflow.epochs().get(1).loss()).isCloseTo(loss, within(1e-3 * loss));
    }

    @Test
    void theSameFileGivesTheSameMeasuresToTheLastBit() throws IOException {
        run("first", "seeds=[3]");
        run("second", "seeds=[3]");
        List<TrialRecord> first = onlyRun("first").records(TrialRecord.class);
        List<TrialRecord> second = onlyRun("second").records(TrialRecord.class);
        assertThat(first).hasSize(3);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).measures()).isEqualTo(first.get(i).measures());
            assertThat(second.get(i).epochs().get(1).loss())
                    .isEqualTo(first.get(i).epochs().get(1).loss());
        }
    }

    @Test
    void aTrialThatDivergesIsARecordAndTheOthersGoOn() throws IOException {
        int code = run(
                "diverging",
                "seeds=[1]",
                "network.embedding=2",
                "objectives.softmax+center=[{loss: softmax}, {loss: center, weight: 1000000, reduction: sum}]");
        assertThat(code).as(err.toString()).isEqualTo(Main.SOME_TRIALS_FAILED);
        RunFolder run = onlyRun("diverging");
        TrialRecord diverged =
                run.record(TrialRecord.class, "softmax+center.djl.seed-1").orElseThrow();
        assertThat(diverged.status()).isEqualTo(TrialStatus.DIVERGED);
        assertThat(diverged.reason().orElseThrow()).matches("the loss became (NaN|Infinity) in epoch 1 at step \\d+");
        assertThat(run.record(TrialRecord.class, "triplet.djl.seed-1")
                        .orElseThrow()
                        .status())
                .isEqualTo(TrialStatus.FINISHED);
    }

    @Test
    void objectiveNamesThatFilesCannotHaveGetPlainTrialIds() throws IOException {
        int code = run(
                "names",
                "seeds=[1]",
                "budget.epochs=1",
                "baseline=a b",
                "objectives={a b: [{loss: softmax}], a_b: [{loss: softmax}], größe: [{loss: softmax}]}");
        assertThat(code).as(err.toString()).isEqualTo(Main.OK);
        assertThat(onlyRun("names").manifest().trials())
                .containsExactly("a_b.djl.seed-1", "a_b-2.djl.seed-1", "gr__e.djl.seed-1");
    }

    @Test
    void checkForecastsAndStartsNothing() throws IOException {
        Path file = write();
        List<Path> before = CommandRun.runsByDefault();
        assertThat(execute("check", file.toString(), "--set", "objectives={triplet: [{loss: triplet}]}"))
                .as(err.toString())
                .isEqualTo(Main.OK);
        assertThat(out.toString()).contains("2 trials of 114 steps each", "triplet", "memory limit: ", "about ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(CommandRun.runsByDefault()).isEqualTo(before);
    }

    @Test
    void listNamesWhatFilesCanName() {
        assertThat(execute("list", "losses")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("class weights", "center", "triplet");
        assertThat(execute("list", "losses", "center")).isEqualTo(Main.OK);
        assertThat(out.toString())
                .contains("alpha", "0.5", "in [0, 1]")
                .containsPattern("momentum +0\\.9 +in \\[0, 1\\); only with update: solver");
        assertThat(execute("list", "losses", "centre")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("no loss 'centre'; available: ");
        assertThat(execute("list", "engines", "djl")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("only 'list losses' takes a name, got 'djl'");
        assertThat(execute("list", "networks")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("lenet++");
        assertThat(execute("list", "datasets")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("digits", "mnist");
        assertThat(execute("list", "engines")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("djl                PyTorch, ", "tensorflow         TensorFlow, ");
    }

    /** The java command would read a class path that begins with @ from a file. */
    @Test
    void aResultsFolderMayBeginWithAnAtSign() throws IOException {
        Path results = Path.of("@results-" + ProcessHandle.current().pid());
        try {
            assertThat(execute(
                            "run",
                            write().toString(),
                            "--results",
                            results.toString(),
                            "--tensorboard",
                            results.resolve("board").toString(),
                            "--set",
                            "budget.epochs=1",
                            "--set",
                            "seeds=[1]",
                            "--set",
                            "objectives={softmax: [{loss: softmax}]}"))
                    .as(err.toString())
                    .isEqualTo(Main.OK);
            assertThat(results.resolve("board")).isNotEmptyDirectory();
        } finally {
            FolderTree.delete(results);
        }
    }

    @Test
    void anObjectiveThatSeparatesNothingRunsWithAWarning() throws IOException {
        assertThat(run(
                        "alone",
                        "seeds=[1]",
                        "budget.epochs=1",
                        "objectives={softmax: [{loss: softmax}], center: [{loss: center}],"
                                + " zero: [{loss: center}, {loss: softmax, weight: 0}]}"))
                .isIn(Main.OK, Main.SOME_TRIALS_FAILED);
        assertThat(onlyRun("alone").missing()).isEmpty();
        assertThat(err.toString().lines().filter(line -> line.startsWith("warning")))
                .containsExactly(
                        "warning: objective 'center' has no loss that separates classes: it only moves each sample"
                                + " towards its class, and all embeddings may become equal; add a loss such as softmax or triplet",
                        "warning: objective 'zero' has no loss that separates classes: it only moves each sample"
                                + " towards its class, and all embeddings may become equal; add a loss such as softmax or triplet");
        assertThat(onlyRun("alone").path().resolve("report.md"))
                .content()
                .containsSubsequence(
                        "Warnings before the first trial:",
                        "objective 'center' has no loss that separates classes",
                        "objective 'zero' has no loss that separates classes");
    }

    @Test
    void doctorShowsEnginesAndData() {
        assertThat(execute("doctor")).isEqualTo(Main.OK);
        assertThat(out.toString()).contains("engine djl", "PyTorch 2.7.1", "engine tensorflow", "download cache");
    }

    private int run(String results, String... overrides) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--workers", "0", write().toString()));
        arguments.addAll(List.of("--results", folder.resolve(results).toString()));
        for (String override : overrides) {
            arguments.addAll(List.of("--set", override));
        }
        return execute(arguments.toArray(String[]::new));
    }

    private Path write() throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), FILE);
    }

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private RunFolder onlyRun(String results) throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve(results).resolve("small"))) {
            List<Path> found = runs.toList();
            assertThat(found).hasSize(1);
            return RunFolder.open(found.get(0));
        }
    }
}
