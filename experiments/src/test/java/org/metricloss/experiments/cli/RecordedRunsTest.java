package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.record.Machine;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.TrialRecord;

/** The commands that begin with runs that have ended: {@code reproduce}, {@code compare} and {@code rank}. */
class RecordedRunsTest {
    private static final String FILE = DigitRuns.experiment(
                    "small",
                    200,
                    "softmax: [{loss: softmax}]",
                    "triplet: [{loss: triplet, margin: 0.2, mining: random}]")
            .replace("dataset: digits", "dataset: {type: digits, validation: 0.2}");

    @TempDir
    private static Path shared;

    private static Path sharedRun;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** One for all tests; those that change it take a copy. */
    private Path run;

    @BeforeEach
    void runOnce() throws IOException {
        if (sharedRun == null) {
            sharedRun = run(shared, "first");
        }
        run = sharedRun;
    }

    private void takeCopy() throws IOException {
        run = DigitRuns.copy(sharedRun, folder.resolve("copy"));
    }

    private Path run(String name, String... overrides) throws IOException {
        return run(folder, name, overrides);
    }

    private Path run(Path folder, String name, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), FILE);
        Path results = folder.resolve("results");
        List<String> arguments = new ArrayList<>(
                List.of("run", file.toString(), "--results", results.toString(), "--workers", "0", "--quiet"));
        arguments.addAll(List.of("--set", "name=" + name));
        for (String override : overrides) {
            arguments.addAll(List.of("--set", override));
        }
        assertThat(execute(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        try (Stream<Path> runs = Files.list(results.resolve(name))) {
            return runs.findFirst().orElseThrow();
        }
    }

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int reproduce(String... trials) {
        List<String> arguments = new ArrayList<>(List.of("reproduce", run.toString(), "--workers", "0"));
        arguments.addAll(List.of(trials));
        out.getBuffer().setLength(0);
        return execute(arguments.toArray(String[]::new));
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return contents;
    }

    @Test
    void everyFigureComesOutTheSameAndTheRunStaysAsItIs() throws IOException {
        Map<String, String> before = contents(run);
        assertThat(before).hasSizeGreaterThan(10);
        assertThat(reproduce("triplet.djl.seed-2", "softmax.djl.seed-1"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .matches("triplet[.]djl[.]seed-2: the same in all [3-9]\\d values but times");
        assertThat(contents(run)).isEqualTo(before);
    }

    /** Every row of a table says how it is had again; the command of one is taken at its word. */
    @Test
    void commandOfATableRowReproducesIt() throws IOException {
        for (String table : List.of("trials", "epochs", "summary", "comparisons", "fairness")) {
            List<String> lines = Files.readAllLines(run.resolve("tables/" + table + ".csv"));
            assertThat(lines.get(0)).as(table).endsWith(",command");
            assertThat(lines).hasSizeGreaterThan(1);
            assertThat(lines.subList(1, lines.size())).as(table).allMatch(line -> line.contains("reproduce " + run));
        }
        String row = Files.readAllLines(run.resolve("tables/trials.csv")).get(1);
        String command = row.substring(row.indexOf("reproduce "), row.lastIndexOf('"'));
        assertThat(execute(command.split(" "))).as(err.toString()).isZero();
        assertThat(run.resolve("report.md")).content().contains("reproduce " + run + " triplet.djl.seed-1");
    }

    @Test
    void whatComesOutOtherwiseIsNamedWithBothValues() throws IOException {
        takeCopy();
        RunFolder recorded = RunFolder.open(run);
        TrialRecord trial =
                recorded.record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        Map<String, Double> measures = new LinkedHashMap<>(trial.measures());
        double recall = measures.put("recallAt1", 0.125);
        Files.delete(run.resolve("trials/softmax.djl.seed-1.json"));
        recorded.write(TrialRecord.finished(
                trial.id(), trial.setup(), trial.cost(), trial.epochs(), trial.training(), measures));
        assertThat(reproduce(trial.id())).isEqualTo(Main.NOT_REPRODUCED);
        assertThat(out.toString().lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("softmax[.]djl[.]seed-1: 1 of \\d+ values but times differ"))
                .contains("  measures.recallAt1: recorded 0.125, now " + recall);
    }

    @Test
    void otherCodeAndMachineAreSaidBeforehand() throws IOException {
        takeCopy();
        Manifests.withVersion(run, "code", "old");
        Machine machine = Machine.current();
        Manifests.withMachine(
                run,
                new Machine(machine.os(), machine.architecture(), "another", machine.cores(), machine.memoryBytes()));
        assertThat(reproduce("softmax.djl.seed-1")).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("differs from the run: version of code is ")
                .endsWith(", was old");
        assertThat(lines.get(1))
                .isEqualTo("differs from the run: processor is %s, was another".formatted(machine.cpu()));
    }

    @Test
    void trialsThatAreNotThereAreRefused() throws IOException {
        assertThat(reproduce("softmax.djl.seed-3")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("error: no trial 'softmax.djl.seed-3' in " + run
                        + "; available: softmax.djl.seed-1, triplet.djl.seed-1, softmax.djl.seed-2")
                .contains("; did you mean 'softmax.djl.seed-1'?");
        assertThat(reproduce("triplet")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("no trial 'triplet' in " + run + "; available: triplet.djl.seed-1, triplet.djl.seed-2\n");
        takeCopy();
        Files.delete(run.resolve("trials/softmax.djl.seed-2.json"));
        assertThat(reproduce("softmax.djl.seed-2")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("error: trial softmax.djl.seed-2 of " + run + " has no record");
    }

    /** The split, the network's weights and the batches come from the seed alone. */
    @Test
    void recordsTellWhatTheSeedDecided() {
        RunFolder recorded = RunFolder.open(run);
        SeedDraws softmax = draws(recorded, "softmax.djl.seed-1");
        assertThat(draws(recorded, "triplet.djl.seed-1")).isEqualTo(softmax);
        SeedDraws other = draws(recorded, "softmax.djl.seed-2");
        assertThat(other.split()).isNotEqualTo(softmax.split());
        assertThat(other.initialWeights()).isNotEqualTo(softmax.initialWeights());
        assertThat(other.batches()).isNotEqualTo(softmax.batches());
        assertThat(run.resolve("report.md"))
                .content()
                .contains("data, split, network, initial weights, batches, optimizer, budget, samples");
    }

    private static SeedDraws draws(RunFolder run, String trial) {
        return run.record(TrialRecord.class, trial)
                .orElseThrow()
                .setup()
                .draws()
                .orElseThrow();
    }

    @Test
    void runsAreComparedInAFolderOfTheirOwn() throws IOException {
        Path second = run("second", "objectives={softmax: [{loss: softmax, weight: 2}]}");
        Map<String, String> before = contents(run);
        Path output = folder.resolve("comparison");
        assertThat(execute("compare", run.toString(), second.toString(), "--output", output.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("softmax [first]", "softmax [second]", "report: " + output.resolve("report.html"))
                .doesNotContain("Not comparable");
        assertThat(output.resolve("report.html")).isNotEmptyFile();
        assertThat(output.resolve("report.md"))
                .content()
                .contains("# first and second compared", "compare " + run + " " + second);
        assertThat(Files.readAllLines(output.resolve("tables/trials.csv"))).hasSize(7);
        assertThat(contents(run)).isEqualTo(before);
        assertThat(execute("compare", run.toString(), second.toString(), "--output", output.toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("error: " + output + " is not empty");
    }

    @Test
    void runsThatAreNotComparableAreRefusedUnlessForced() throws IOException {
        Path second = run("second", "budget.epochs=2", "dataset.validation=0.1", "network.embedding=3");
        Path output = folder.resolve("comparison");
        String[] arguments = {"compare", run.toString(), second.toString(), "--output", output.toString()};
        assertThat(execute(arguments)).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().strip())
                .startsWith("error: these runs are not comparable: split of seed 1 is ")
                .contains(
                        "budget.epochs is 2 in second, 1 in first",
                        "network.embedding is 3 in second, 2 in first",
                        "use --force to compare them anyway")
                .doesNotContain("\n");
        assertThat(output).doesNotExist();
        List<String> forced = new ArrayList<>(List.of(arguments));
        forced.add("--force");
        assertThat(execute(forced.toArray(String[]::new))).as(err.toString()).isZero();
        assertThat(out.toString().replace("\n", " ")).contains("Not comparable: split of seed 1 is ");
        assertThat(output.resolve("report.md")).content().contains("These runs are not comparable", "--force");
    }

    @Test
    void objectivesAreRankedOverDataSets() throws IOException {
        Path vectors = Files.writeString(folder.resolve("vectors.csv"), vectors());
        Path second =
                run("second", "dataset={type: vectors, file: '" + vectors + "'}", "network={name: mlp, embedding: 2}");
        Path output = folder.resolve("ranks");
        assertThat(execute(
                        "rank",
                        run.toString(),
                        second.toString(),
                        "--measure",
                        "mapAtR",
                        "--output",
                        output.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("objective", "first", "second", "mean rank", "report: " + output.resolve("report.html"));
        assertThat(output.resolve("report.md")).content().contains("# 2 data sets: first and second", "MAP@R");
        assertThat(output.resolve("report.html")).isNotEmptyFile();
        assertThat(Files.readAllLines(output.resolve("tables/ranks.csv"))).hasSize(3);
    }

    private static String vectors() {
        StringBuilder lines = new StringBuilder("label,a,b\n");
        for (int i = 0; i < 120; i++) {
            lines.append(i % 4)
                    .append(',')
                    .append(i % 4 + i * 0.01)
                    .append(',')
                    .append(i % 2 - i * 0.02)
                    .append('\n');
        }
        return lines.toString();
    }

    @Test
    void runsOfOneDataSetAreNotRanked() throws IOException {
        Path copy = DigitRuns.copy(run, folder.resolve("copy"));
        String output = folder.resolve("ranks").toString();
        assertThat(execute("rank", run.toString(), copy.toString(), "--output", output))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("have the same data, which must not count twice: give one run for each data set");
        assertThat(folder.resolve("ranks")).doesNotExist();
    }

    @Test
    void oneRunAloneAndTheSameTwiceAreRefused() {
        assertThat(execute("compare", run.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains("(RUN) requires at least 2 values, but only 1 were specified: [" + run + "]");
        assertThat(execute(
                        "compare",
                        run.toString(),
                        run.resolve("../" + run.getFileName()).toString()))
                .isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString()).contains("is given twice");
    }
}
