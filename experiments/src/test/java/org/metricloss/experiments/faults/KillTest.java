package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.random.RandomStream;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Signal 9 at any moment: what was finished stays, what was not is finished, and the tables are the same as without. */
@Tag("long")
class KillTest {
    private static final int KILLS = 20;

    @TempDir
    private static Path shared;

    private static Path reference;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runUninterrupted() throws Exception {
        Path file = SmallRun.write(shared);
        Path results = shared.resolve("results");
        try (Program program = Program.start("run", file.toString(), "--results", results.toString())) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        reference = SmallRun.only(results);
    }

    private Path file() throws IOException {
        return SmallRun.write(folder);
    }

    private Path results() {
        return folder.resolve("results");
    }

    @Test
    void twentyKillsOfTheRunAndItsWorkersAtRandomMoments() throws Exception {
        RandomStream random = RandomStream.of(1, "kills");
        int ofRuns = 0;
        int ofWorkers = 0;
        for (int round = 0; ofRuns + ofWorkers < KILLS; round++) {
            Path results = folder.resolve("results-" + round);
            Map<String, String> finished = new HashMap<>();
            for (boolean complete = false; !complete; ) {
                Optional<Path> run = SmallRun.in(results);
                try (Program program = startOrResume(run, results)) {
                    while (program.isAlive()) {
                        boolean worker = random.nextFloat() < 0.6;
                        // Whole lives of a process: its start, its training, its end.
                        long moment = (long) (random.nextFloat() * (worker ? 1500 : 4000));
                        if (worker) {
                            program.awaitThat(() -> !program.workers().isEmpty());
                        }
                        Thread.sleep(moment);
                        List<ProcessHandle> workers = program.workers();
                        if (!program.isAlive() || ofRuns + ofWorkers >= KILLS) {
                            break;
                        }
                        if (worker && !workers.isEmpty()) {
                            workers.get(0).destroyForcibly();
                            ofWorkers++;
                        } else if (!worker) {
                            program.kill();
                            Program.assertGone(workers);
                            ofRuns++;
                        }
                        SmallRun.in(results).ifPresent(path -> remember(path, finished));
                    }
                    complete = program.await() == 0;
                }
            }
            Path run = SmallRun.only(results);
            // Not lost, not run again: every record that was ever there is there as it was.
            assertThat(SmallRun.records(run)).hasSize(4).containsAllEntriesOf(finished);
            SmallRun.assertSame(run, reference);
        }
        assertThat(ofRuns).isGreaterThanOrEqualTo(4);
        assertThat(ofWorkers).isGreaterThanOrEqualTo(4);
    }

    private Program startOrResume(Optional<Path> run, Path results) throws IOException {
        List<String> arguments = new ArrayList<>(run.map(path -> List.of("resume", path.toString()))
                .orElse(List.of("run", file().toString(), "--results", results.toString())));
        arguments.addAll(List.of("--checkpoint", "0.02", "--retries", "100"));
        return Program.start(List.of(), arguments);
    }

    private static void remember(Path run, Map<String, String> finished) {
        try {
            finished.putAll(SmallRun.records(run));
        } catch (IOException notYet) {
            // The run was killed before it had a folder for them.
            assertThat(run.resolve("trials")).doesNotExist();
        }
    }

    @Test
    void killsWithinTheWritingOfACheckpointARecordAndATable() throws Exception {
        List<String> points = List.of(
                "HALF_WRITTEN:/checkpoints/.*epoch-000001-step-0*5[.]",
                "FORCED:/checkpoints/.*epoch-000001-step-0*9[.]",
                "NAMED:/checkpoints/.*epoch-000002-step-0*3[.]",
                "HALF_WRITTEN:/trials/softmax.*seed-1[.]json",
                "WRITTEN:/trials/softmax.*seed-1[.]json",
                "FORCED:/trials/triplet.*seed-1[.]json",
                "NAMED:/trials/triplet.*seed-1[.]json",
                "HALF_WRITTEN:/tables/summary[.]csv",
                "FORCED:/tables/trials[.]csv",
                "NAMED:/report[.]md");
        Map<String, String> finished = new HashMap<>();
        for (String point : points) {
            List<String> arguments = new ArrayList<>(SmallRun.in(results())
                    .map(run -> List.of("resume", run.toString()))
                    .orElse(List.of(
                            "run", file().toString(), "--results", results().toString())));
            arguments.addAll(List.of("--workers", "0", "--checkpoint", "0"));
            try (Program program = Program.start(List.of("metricloss.halt=" + point), arguments)) {
                assertThat(program.await()).as(point + ": " + program.output()).isEqualTo(137);
            }
            finished.putAll(SmallRun.records(SmallRun.only(results())));
        }
        assertThat(finished).hasSize(4);
        Path run = SmallRun.only(results());
        try (Program program = Program.start("resume", run.toString())) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        assertThat(SmallRun.records(run)).isEqualTo(finished);
        SmallRun.assertSame(run, reference);
    }

    /** Each trial's worker dies as soon as the record has its name: the record counts, and nothing is run twice. */
    @Test
    void recordOfAWorkerThatDiesRightAfterwardsCounts() throws Exception {
        try (Program program = Program.start(
                List.of("metricloss.halt=NAMED:/trials/"),
                List.of("run", file().toString(), "--results", results().toString(), "--retries", "0"))) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        SmallRun.assertSame(SmallRun.only(results()), reference);
    }

    @Test
    void terminationEndsAllWorkersAndLeavesARunThatGoesOn() throws Exception {
        interrupted(program -> Program.signal("TERM", List.of(program.pid())));
    }

    /** Ctrl-C reaches every process of a terminal at once. */
    @Test
    void interruptOfAllProcessesAtOnceLeavesARunThatGoesOn() throws Exception {
        Assumptions.assumeFalse(Program.ignores(2), "interrupts are ignored, as in the background of a shell");
        interrupted(program -> {
            List<Long> all = new ArrayList<>(List.of(program.pid()));
            program.workers().forEach(worker -> all.add(worker.pid()));
            Program.signal("INT", all);
        });
    }

    private interface Interruption {
        void of(Program program) throws Exception;
    }

    private void interrupted(Interruption interruption) throws Exception {
        List<String> options = List.of("--workers", "2", "--checkpoint", "0.02");
        List<String> arguments = new ArrayList<>(
                List.of("run", file().toString(), "--results", results().toString()));
        arguments.addAll(options);
        try (Program program = Program.start(List.of(), arguments)) {
            program.awaitThat(
                    () -> SmallRun.in(results()).filter(SmallRun::hasCheckpoint).isPresent());
            List<ProcessHandle> workers = program.workers();
            assertThat(workers).as(program.output()).hasSize(2);
            interruption.of(program);
            assertThat(program.awaitSeconds(5)).isTrue();
            Program.assertGone(workers);
            assertThat(program.output())
                    .contains("interrupted; resume with: ./mvnw -q test-compile exec:java -Dexec.args=\"resume "
                            + SmallRun.only(results()) + "\"");
        }
        Path run = SmallRun.only(results());
        assertThat(Files.exists(run.resolve("report.md"))).isFalse();
        Map<String, String> finished = SmallRun.records(run);
        try (Program program = Program.start("resume", run.toString())) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        assertThat(SmallRun.records(run)).containsAllEntriesOf(finished);
        // Not with assertSame: the reference's trials ran one at a time, and say so.
        assertThat(RunFolder.open(run).records(TrialRecord.class)).hasSize(4);
    }

    /** The other engine keeps other optimizer state, and the first step's weights are kept where engines are compared. */
    @Test
    void trialsOnBothEnginesGoOnAlike() throws Exception {
        List<String> options = List.of(
                "--set", "engines=[djl, tensorflow]", "--set", "seeds=[1]", "--workers", "0", "--checkpoint", "0");
        List<Path> runs = new ArrayList<>();
        for (String point : List.of("none", "NAMED:/checkpoints/triplet.tensorflow.*epoch-000002-step-0*4[.]")) {
            Path results = folder.resolve("results-" + runs.size());
            List<String> arguments =
                    new ArrayList<>(List.of("run", file().toString(), "--results", results.toString()));
            arguments.addAll(options);
            boolean halts = !point.equals("none");
            List<String> properties = halts ? List.of("metricloss.halt=" + point) : List.of();
            try (Program program = Program.start(properties, arguments)) {
                assertThat(program.await()).as(program.output()).isEqualTo(halts ? 137 : 0);
            }
            runs.add(SmallRun.only(results));
        }
        assertThat(SmallRun.records(runs.get(1))).hasSize(3);
        try (Program program = Program.start("resume", runs.get(1).toString(), "--workers", "0")) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        SmallRun.assertSame(runs.get(1), runs.get(0));
        assertThat(parity(runs.get(1))).isEqualTo(parity(runs.get(0)));
    }

    /** Its commands name the run's folder, which is another one. */
    private static String parity(Path run) throws IOException {
        return Files.readString(run.resolve("tables/parity.csv")).replace(run.toString(), "RUN");
    }
}
