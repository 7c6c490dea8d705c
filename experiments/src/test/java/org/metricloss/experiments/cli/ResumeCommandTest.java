package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.results.record.Machine;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;
import org.metricloss.results.training.record.TrialRecord;

class ResumeCommandTest {
    private static final String FILE = DigitRuns.experiment("small", 200, "softmax: [{loss: softmax}]");
    private static final String FIRST = "softmax.djl.seed-1.json";
    private static final String SECOND = "softmax.djl.seed-2.json";

    @TempDir
    private static Path shared;

    /** The experiment file of this test's copy, which the test may change. */
    private Path file;

    /** A run of which the second trial's record is gone, as if it had not ended. */
    private static Path half;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** This test's copy. */
    private Path run;

    @BeforeAll
    static void runHalf() throws IOException {
        Path original = Files.writeString(shared.resolve("small.yaml"), FILE);
        CommandRun ran = CommandRun.of(
                "run",
                original.toString(),
                "--results",
                shared.resolve("results").toString(),
                "--workers",
                "0",
                "--quiet",
                "--set",
                "budget.epochs=2");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        try (Stream<Path> runs = Files.list(shared.resolve("results/small"))) {
            half = runs.findFirst().orElseThrow();
        }
        Files.delete(half.resolve("trials").resolve(SECOND));
        Files.delete(half.resolve("report.md"));
    }

    @BeforeEach
    void takeCopy() throws IOException {
        file = Files.writeString(folder.resolve("small.yaml"), FILE);
        Path runs = Files.createDirectories(folder.resolve("results/small"));
        run = DigitRuns.copy(half, runs.resolve(half.getFileName()));
    }

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int resume(String... options) {
        List<String> arguments = new ArrayList<>(List.of("resume", run.toString(), "--workers", "0"));
        arguments.addAll(List.of(options));
        return execute(arguments.toArray(String[]::new));
    }

    @Test
    void whatIsMissingIsRunAndWhatIsThereStays() throws IOException {
        String first = Files.readString(run.resolve("trials").resolve(FIRST));
        assertThat(resume()).as(err.toString()).isZero();
        assertThat(Files.readString(run.resolve("trials").resolve(FIRST))).isEqualTo(first);
        assertThat(err.toString()).matches("1/1 softmax[.]djl[.]seed-2: finished in [0-9.]+ s\n");
        assertThat(RunFolder.open(run).records(TrialRecord.class)).hasSize(2).allMatch(trial -> trial.isFinished());
        assertThat(run.resolve("report.md")).isNotEmptyFile();
        assertThat(out.toString()).contains("report: " + run.resolve("report.html"));
    }

    @Test
    void interruptedRunIsFoundInTheListOfRuns() throws IOException {
        Path results = folder.resolve("results");
        Path damaged = Files.createDirectories(results.resolve("a/b"));
        Files.writeString(damaged.resolve("manifest.json"), "{}");
        String created = RunFolder.open(run).manifest().created().substring(0, "2026-11-29T06:57:30".length()) + "Z";
        assertThat(execute("list", "runs", "--results", results.toString())).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith(folder.toString())))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(0)).startsWith(damaged + "  unreadable: "))
                .element(1, InstanceOfAssertFactories.STRING)
                .matches("\\Q" + run + "  small  " + created
                        + "\\E  interrupted after 1 of 2 trials; recall@1 0[.][0-9]{4} with softmax");
        try (RunLock lock = RunFolder.open(run).lock()) {
            assertThat(lock).isNotNull();
            assertThat(execute("list", "runs", "--results", results.toString())).isZero();
            assertThat(out.toString()).contains(created + "  running, 1 of 2 trials done; recall@1 ");
        }
        assertThat(execute("list", "runs", "--results", folder.resolve("none").toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("error: cannot read " + folder.resolve("none"), "does not exist")
                .doesNotContain("Exception");
    }

    @Test
    void completeRunIsReportedAnew() throws IOException {
        assertThat(resume()).isZero();
        Files.delete(run.resolve("report.md"));
        assertThat(resume()).isZero();
        assertThat(run.resolve("report.md")).isNotEmptyFile();
    }

    /** Also of a run that has not ended, and without running what is missing. */
    @Test
    void reportIsWrittenAnewFromTheFolder() throws IOException {
        Files.delete(run.resolve("report.html"));
        Files.delete(run.resolve("tables/trials.csv"));
        assertThat(execute("report", run.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("report: " + run.resolve("report.html"));
        assertThat(run.resolve("report.html")).content().contains("1 have not ended", "id=\"embeddings\"");
        assertThat(run.resolve("tables/trials.csv")).content().hasLineCount(2);
        assertThat(run.resolve("trials").resolve(SECOND)).doesNotExist();
        assertThat(execute("report", folder.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("is not a run folder");
    }

    private void assertRefused(String... words) {
        assertThat(resume()).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip())
                .startsWith("error: " + run)
                .contains(words)
                .doesNotContain("\n");
        assertThat(run.resolve("trials").resolve(SECOND)).doesNotExist();
        assertThat(resume("--force")).as(err.toString()).isZero();
        // The experiment stays the one that was begun.
        assertThat(RunFolder.open(run).records(TrialRecord.class).get(1).epochs())
                .hasSize(2);
    }

    private void assertChangeIsTold(String change) {
        List<String> changes = RunFolder.open(run).changes();
        assertThat(changes).singleElement().asString().contains(", with 1 of 2 trials to run: " + change);
        assertThat(run.resolve("report.md")).content().contains("were resumed with --force", changes.get(0));
    }

    @Test
    void changedExperimentFileIsRefusedWithWhatDiffers() throws IOException {
        Files.writeString(
                file, FILE.replace("learningRate: 0.05", "learningRate: 0.01").replace("[1, 2]", "[1, 2, 3]"));
        assertRefused(
                "small.yaml: optimizer.learningRate is 0.01, was 0.05",
                "small.yaml: seeds.2 is 3, was none",
                "use --force to continue anyway");
        assertThat(RunFolder.open(run).changes())
                .as("the file changes nothing in the trials")
                .isEmpty();
    }

    /** So a run can be published, and moved together with its file. */
    @Test
    void manifestNamesTheFileFromTheRun() throws IOException {
        assertThat(RunFolder.open(run).manifest().source().orElseThrow().file()).isEqualTo("../../../small.yaml");
    }

    @Test
    void experimentFileThatIsBrokenNowIsRefused() throws IOException {
        Files.writeString(file, FILE.replace("sgd", "sdg"));
        assertRefused("the experiment file is no longer accepted", "no optimizer 'sdg'");
    }

    /** What changes no setting changes nothing; nor does a file that is gone, for the manifest holds all of it. */
    @Test
    void fileThatSaysTheSameOrIsGoneIsNoDifference() throws IOException {
        Files.writeString(
                file,
                "# a comment\n" + FILE.replace("threads: 1\n", "").replace("name: small", "threads: 1\nname: small"));
        assertThat(resume()).as(err.toString()).isZero();
        Files.delete(file);
        assertThat(resume()).as(err.toString()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"code", "java", "djl.native"})
    void otherVersionsAreRefusedWithBoth(String what) throws IOException {
        RunFolder folder = RunFolder.open(run);
        String version = folder.manifest().versions().get(what);
        assertThat(version).isNotBlank();
        Manifests.withVersion(run, what, "old");
        assertRefused("version of " + what + " is " + version + ", was old");
        assertChangeIsTold("version of " + what + " is " + version + ", was old");
    }

    @Test
    void anotherMachineIsRefusedWithBoth() throws IOException {
        Machine here = Machine.current();
        Manifests.withMachine(
                run, new Machine(here.os(), here.architecture(), "another", here.cores() + 1, here.memoryBytes()));
        assertRefused(
                "processor is %s, was another".formatted(here.cpu()),
                "cores is %s, was %s".formatted(here.cores(), here.cores() + 1));
        assertChangeIsTold("processor is %s, was another; cores is ".formatted(here.cpu()));
    }

    /** A run may have been interrupted by the very update of the system. */
    @Test
    void anUpdatedSystemIsTheSameMachine() throws IOException {
        Machine here = Machine.current();
        Manifests.withMachine(
                run,
                new Machine(here.os() + ".1", here.architecture(), here.cpu(), here.cores(), here.memoryBytes() - 1));
        assertThat(resume()).as(err.toString()).isZero();
    }

    @Test
    void embeddingsAreExportedOfAllTrialsAlsoAfterAnInterruption() throws IOException {
        Path config = run.resolve("export/projector_config.pbtxt");
        assertThat(resume("--export")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("embeddings: " + run.resolve("export"));
        assertThat(config).content().contains("softmax.djl.seed-1 test", "softmax.djl.seed-2 train");
        Files.delete(config);
        assertThat(execute("report", run.toString(), "--export"))
                .as(err.toString())
                .isZero();
        assertThat(config).content().contains("softmax.djl.seed-1 test", "softmax.djl.seed-2 train");
        assertThat(run.resolve("export/softmax.djl.seed-1/test-labels.tsv"))
                .content()
                .contains("7\n");
    }

    @Test
    void folderThatIsNoRunIsRefused() {
        assertThat(execute("resume", folder.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("is not a run folder: it has no manifest.json");
    }

    @ParameterizedTest
    @CsvSource({
        "--workers,-1,'--workers must be in [0, 256], got -1'",
        "--retries,-1,'--retries must be >= 0, got -1'",
        "--silence,0,'--silence must be in [1, 1000000], got 0'",
        "--silence,9223372036854775807,'--silence must be in [1, 1000000], got 9223372036854775807'",
        "--checkpoint,-1,'--checkpoint must be in [0, 1000000], got -1.0'",
        "--worker-memory,0,'--worker-memory must be in [1, 1073741824], got 0'",
        "--worker-memory,9000000000000,'--worker-memory must be in [1, 1073741824], got 9000000000000'"
    })
    void impossibleOptionsAreRefused(String option, String value, String refusal) {
        assertThat(execute("resume", run.toString(), option, value)).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("error: " + refusal);
    }
}
