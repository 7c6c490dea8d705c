package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.results.store.RunFolder;

/** Runs that an older version left, in the test resources, with what that version reported of them. */
class StoredRunsTest {
    private static final Path STORED = Path.of("src/test/resources/runs");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    /** {@return a copy in a results folder, as the run was left: without what is derived from it} */
    private Path copy(String study, String name) throws IOException {
        Path run = folder.resolve("results").resolve(study).resolve(name);
        Files.createDirectories(run.resolve("trials"));
        Files.copy(STORED.resolve(study).resolve("manifest.json"), run.resolve("manifest.json"));
        for (Path record : files(STORED.resolve(study).resolve("trials"))) {
            Files.copy(record, run.resolve("trials").resolve(record.getFileName()));
        }
        return run;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** After an intended change run this once with {@code -Dgolden.write=true} and read the difference. */
    @ParameterizedTest
    @ValueSource(strings = {"training", "cost"})
    void tablesAndMarkdownAreThoseOfThen(String study) throws IOException {
        Path run = copy(study, "run");
        assertThat(execute("report", run.toString())).as(err.toString()).isZero();
        Path expected = STORED.resolve(study).resolve("expected");
        List<Path> sealed = files(expected);
        assertThat(sealed).hasSizeGreaterThan(2);
        for (Path file : sealed) {
            Path written = run.resolve(expected.relativize(file));
            String now = Files.readString(written).replace(run.toString(), "RUN");
            if (Boolean.getBoolean("golden.write")) {
                Files.writeString(file, now);
            }
            assertThat(now).as(file.toString()).isEqualTo(Files.readString(file));
        }
    }

    @ParameterizedTest
    @CsvSource({"training,quickstart,16,; recall@1 0.9549 with triplet", "cost,cost-quick,42,"})
    void listOfRunsHasThem(String study, String name, int items, String headline) throws IOException {
        Path run = copy(study, "run");
        assertThat(execute(
                        "list", "runs", "--results", folder.resolve("results").toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .matches("\\Q" + run + "  " + name + "\\E  2026-11-28T[0-9:]{8}Z  finished, " + items + " trials"
                        + (headline == null ? "" : headline) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "cost"})
    void resumeRefusesAnotherVersionAndWithForceRepeatsNothing(String study) throws IOException {
        Path run = copy(study, "run");
        Map<Path, String> before = records(run);
        assertThat(execute("resume", run.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString())
                .contains(
                        run + " was started with different inputs: ", "version of code is ", "use --force to continue");
        assertThat(execute("resume", run.toString(), "--force"))
                .as(err.toString())
                .isZero();
        assertThat(err.toString().lines()).as("no trial is told of").hasSize(1);
        assertThat(records(run)).isEqualTo(before);
        assertThat(RunFolder.open(run).changes()).as("as no trial was run").isEmpty();
        assertThat(run.resolve("report.html")).content().isNotEmpty().doesNotContain("--force");
    }

    private static Map<Path, String> records(Path run) throws IOException {
        Map<Path, String> records = new LinkedHashMap<>();
        for (Path file : files(run.resolve("trials"))) {
            records.put(file, Files.getLastModifiedTime(file) + Files.readString(file));
        }
        return records;
    }

    @Test
    void runsOfTrainingAreComparedAndCostStudiesAreNot() throws IOException {
        Path run = copy("training", "run");
        Path again = copy("training", "again");
        Path output = folder.resolve("comparison");
        assertThat(execute("compare", run.toString(), again.toString(), "--output", output.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readAllLines(output.resolve("tables/trials.csv"))).hasSize(33);
        Path cost = copy("cost", "run");
        assertThat(execute("compare", run.toString(), cost.toString())).isEqualTo(Main.BAD_INPUT);
        assertThat(execute("reproduce", cost.toString(), "center")).isEqualTo(Main.BAD_INPUT);
        assertThat(err.toString().lines())
                .hasSize(2)
                .allMatch(line ->
                        line.startsWith("error: " + cost + " is a cost study: its figures are times and memory"));
    }
}
