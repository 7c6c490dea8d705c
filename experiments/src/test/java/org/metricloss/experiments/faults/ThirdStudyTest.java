package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that is on the class path is planned, run, resumed and reported as those that the program comes with. */
@Tag("long")
class ThirdStudyTest {
    private static final String FILE = """
            study: primes
            name: small
            numbers: [10, 100, 1000]
            """;

    @TempDir
    private Path folder;

    private String execute(int code, List<String> properties, String... arguments) throws Exception {
        try (Program program = Program.start(properties, List.of(arguments))) {
            assertThat(program.await()).as(program.output()).isEqualTo(code);
            return program.output();
        }
    }

    private String execute(String... arguments) throws Exception {
        return execute(0, List.of(), arguments);
    }

    @Test
    void isPlannedRunsSurvivesSignal9AndIsResumedAndReported() throws Exception {
        Path file = SmallRun.write(folder, FILE);
        Path results = folder.resolve("results");
        assertThat(execute("check", file.toString())).contains("small: 3 numbers");

        Path run = killAfterTheFirstNumber(file, results);
        Map<String, String> first = SmallRun.records(run);
        assertThat(first).containsOnlyKeys("up-to-10.json");
        assertThat(execute("list", "runs", "--results", results.toString()))
                .contains("Z  interrupted after 1 of 3 trials\n");
        assertThat(execute("report", run.toString())).contains("report: ");
        assertThat(run.resolve("tables/primes.csv")).hasContent("upTo,primes\n10,4\n");

        assertThat(execute("resume", run.toString()))
                .contains("1/2 up-to-100: finished", "2/2 up-to-1000: finished", "3 numbers were counted");
        assertThat(SmallRun.records(run)).hasSize(3).containsAllEntriesOf(first);
        assertThat(run.resolve("tables/primes.csv")).hasContent("upTo,primes\n10,4\n100,25\n1000,168\n");
        assertThat(run.resolve("report.html")).content().contains("3 numbers were counted");
        assertThat(run.resolve("manifest.json")).content().contains("\"study\" : \"primes\"");

        Map<String, String> complete = SmallRun.records(run);
        assertThat(execute("resume", run.toString(), "--workers", "0")).doesNotContain("up-to");
        assertThat(SmallRun.records(run)).isEqualTo(complete);
        assertThat(execute(2, List.of(), "reproduce", run.toString(), "up-to-10"))
                .contains("is a run of study 'primes', which can be neither compared nor reproduced");
        assertThat(execute(2, List.of(), "report", run.toString(), "--export"))
                .contains("error: primes are exported to no other program");
        Files.writeString(file, FILE.replace("1000", "2000"));
        assertThat(execute(2, List.of(), "resume", run.toString()))
                .contains("was started with different inputs: small.yaml: numbers.2 is 2000, was 1000");
    }

    private Path killAfterTheFirstNumber(Path file, Path results) throws Exception {
        List<String> properties = List.of(PrimePlan.GATE + "=" + folder.resolve("gate"));
        List<String> arguments = List.of("run", file.toString(), "--results", results.toString());
        try (Program program = Program.start(properties, arguments)) {
            program.awaitThat(() -> hasRecord(results));
            List<ProcessHandle> workers = program.workers();
            assertThat(program.isAlive()).as(program.output()).isTrue();
            program.kill();
            Program.assertGone(workers);
        }
        return SmallRun.only(results);
    }

    @Test
    void folderFromWhichNoWorkerCanBeStartedIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path file = SmallRun.write(folder, FILE);
        Path results = folder.resolve("a" + File.pathSeparator + "b");
        assertThat(execute(2, List.of(), "run", file.toString(), "--results", results.toString()))
                .startsWith("error: worker processes cannot be started from " + results + ": its path must not contain")
                .containsOnlyOnce("\n");
        assertThat(results).doesNotExist();
        assertThat(execute("run", file.toString(), "--results", results.toString(), "--workers", "0"))
                .contains("3 numbers were counted");
    }

    @Test
    void folderForTemporaryFilesThatCannotBeWrittenIsRefusedAtTheStart() throws Exception {
        Path file = SmallRun.write(folder, FILE);
        Path none = folder.resolve("none");
        Path results = folder.resolve("results");
        assertThat(execute(
                        2, List.of("java.io.tmpdir=" + none), "run", file.toString(), "--results", results.toString()))
                .contains("error: the folder for temporary files, " + none + ", cannot be written: ");
        assertThat(results).doesNotExist();
    }

    @Test
    void folderThatIsMovedWhileTheRunGoesOnEndsItWithOneLine() throws Exception {
        Path file = SmallRun.write(folder, FILE);
        Path results = folder.resolve("results");
        Path gate = folder.resolve("gate");
        Path moved = folder.resolve("moved");
        List<String> arguments = List.of("run", file.toString(), "--results", results.toString());
        try (Program program = Program.start(List.of(PrimePlan.GATE + "=" + gate), arguments)) {
            program.awaitThat(() -> hasRecord(results));
            Files.move(results, moved);
            Files.createFile(gate);
            assertThat(program.await()).as(program.output()).isEqualTo(2);
            assertThat(program.output().lines().filter(line -> line.startsWith("error: ")))
                    .hasSize(1);
            assertThat(program.output()).doesNotContain("should not have happened", "\tat ");
        }
        assertThat(results).doesNotExist();
        assertThat(execute("resume", SmallRun.only(moved).toString())).contains("3 numbers were counted");
    }

    private static boolean hasRecord(Path results) throws IOException {
        Path record = SmallRun.in(results)
                .map(run -> run.resolve("trials/up-to-10.json"))
                .orElse(results);
        return Files.isRegularFile(record);
    }
}
