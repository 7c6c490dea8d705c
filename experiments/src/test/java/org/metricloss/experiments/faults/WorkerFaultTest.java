package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Trials that do harm to their process are records with a reason, and harm nobody else. */
@Tag("long")
class WorkerFaultTest {
    private static final String FILE = """
            name: small
            dataset: digits
            network: {name: mlp, embedding: 4}
            batch: {classes: 5, perClass: 8}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 2}
            seeds: [1]
            threads: 1
            objectives:
            """;

    @TempDir
    private Path folder;

    private RunFolder run(int exitCode, String objectives, List<String> properties, String... options)
            throws Exception {
        Path file = SmallRun.write(folder, FILE + objectives.indent(2));
        Path results = folder.resolve("results");
        List<String> arguments = new ArrayList<>(List.of("run", file.toString(), "--results", results.toString()));
        arguments.addAll(List.of(options));
        try (Program program = Program.start(properties, arguments)) {
            assertThat(program.await()).as(program.output()).isEqualTo(exitCode);
            if (exitCode == 3) {
                assertThat(program.output().replaceAll("\\s+", " ")).contains(" planned trials ", " failed and ");
            }
        }
        return RunFolder.open(SmallRun.only(results));
    }

    private static String fault(String kind) {
        return "%s: [{loss: softmax}, {loss: fault, kind: %s}]\n".formatted(kind, kind);
    }

    private static void assertEnded(RunFolder run, String trial, TrialStatus status, String reason) {
        TrialRecord record =
                run.record(TrialRecord.class, trial + ".djl.seed-1").orElseThrow();
        assertThat(record.status()).as(trial + record.reason()).isEqualTo(status);
        assertThat(record.reason().orElse("")).as(trial).matches("(?s)" + reason);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyFaultIsARecordWithItsReasonAndTheOthersGoOn() throws Exception {
        String objectives = "plain: [{loss: softmax}, {loss: fault}]\n"
                + fault("crash")
                + fault("exit")
                + fault("throw")
                + fault("hang")
                + fault("nonsense")
                + fault("native-memory")
                + fault("heap")
                + fault("print");
        RunFolder run = run(3, objectives, List.of(), "--retries", "0", "--silence", "12", "--worker-memory", "1100");
        assertEnded(run, "plain", TrialStatus.FINISHED, "");
        assertEnded(
                run,
                "crash",
                TrialStatus.FAILED,
                "its process was ended by signal 6 \\(SIGABRT\\); its last lines: .*SIGSEGV.*");
        assertEnded(
                run,
                "exit",
                TrialStatus.FAILED,
                "its process ended with exit code 7; its last lines: .*about to leave");
        assertEnded(
                run,
                "throw",
                TrialStatus.FAILED,
                "java.lang.IllegalStateException: a mistake at .*FaultLoss.strike\\(FaultLoss.java:\\d+\\)");
        assertEnded(run, "hang", TrialStatus.FAILED, "its process sent no message for 1[2-9] s and was stopped.*");
        assertEnded(
                run,
                "nonsense",
                TrialStatus.FAILED,
                "its process sent an invalid message and was stopped: a message whose checksum is wrong.*");
        assertEnded(
                run,
                "native-memory",
                TrialStatus.OUT_OF_MEMORY,
                "its process held 1\\d{3} MiB, more than the limit of 1100 MiB, and was stopped");
        assertEnded(run, "heap", TrialStatus.OUT_OF_MEMORY, "java.lang.OutOfMemoryError: Java heap space.*");
        // Prints are no answers, and change none.
        assertEnded(run, "print", TrialStatus.FINISHED, "");
        assertThat(run.record(TrialRecord.class, "print.djl.seed-1")
                        .orElseThrow()
                        .measures())
                .isEqualTo(run.record(TrialRecord.class, "plain.djl.seed-1")
                        .orElseThrow()
                        .measures());
        assertThat(Files.readString(run.path().resolve("workers.log")))
                .contains("a print through Java", "a print past Java")
                .containsPattern("throw.djl.seed-1 failed: java.lang.IllegalStateException: a mistake\\R\\s+at ");
        assertThat(Files.readString(run.path().resolve("report.md"))).contains("Failed trials", "SIGABRT");
        assertThat(Files.readString(run.path().resolve("tables/trials.csv"))).contains("exit code 7");
    }

    /** It answers no more, as a process does that the system has stopped. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void recordSaysThatAWorkerWasSilentAndForHowLong() throws Exception {
        Path file = SmallRun.write(folder, FILE + "softmax: [{loss: softmax}]\n".indent(2));
        Path results = folder.resolve("results");
        List<String> arguments = List.of("run", file.toString(), "--results", results.toString(), "--silence", "30");
        try (Program program = Program.start(List.of(), arguments)) {
            // Not the process that asks git for the commit.
            program.awaitThat(() -> !javaWorkers(program).isEmpty());
            Program.signal("STOP", javaWorkers(program));
            assertThat(program.await()).as(program.output()).isZero();
        }
        TrialRecord record = RunFolder.open(SmallRun.only(results))
                .record(TrialRecord.class, "softmax.djl.seed-1")
                .orElseThrow();
        assertThat(record.isFinished()).isTrue();
        assertThat(record.lostAttempts().orElseThrow())
                .singleElement()
                .asString()
                .matches("(?s)its process sent no message for 3[0-9] s and was stopped.*");
    }

    private static List<Long> javaWorkers(Program program) {
        return program.workers().stream()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** Of its 72 steps the process dies in the 60th; one that began anew would die there again. */
    @Test
    void trialThatIsTriedAgainGoesOnFromItsCheckpoint() throws Exception {
        String objectives = "exit: [{loss: softmax}, {loss: fault, kind: exit, call: 60}]\n"
                + "plain: [{loss: softmax}, {loss: fault}]\n";
        RunFolder run = run(0, objectives, List.of(), "--checkpoint", "0");
        TrialRecord broken = run.record(TrialRecord.class, "exit.djl.seed-1").orElseThrow();
        TrialRecord plain = run.record(TrialRecord.class, "plain.djl.seed-1").orElseThrow();
        assertThat(broken.lostAttempts().orElseThrow())
                .singleElement()
                .asString()
                .startsWith("its process ended with exit code 7");
        assertThat(plain.lostAttempts().orElseThrow()).isEmpty();
        assertThat(broken.measures()).isNotEmpty().isEqualTo(plain.measures());
        assertThat(broken.cost().steps()).isEqualTo(72).isEqualTo(plain.cost().steps());
        for (int epoch = 0; epoch < 2; epoch++) {
            assertThat(broken.epochs().get(epoch).loss())
                    .isPositive()
                    .isEqualTo(plain.epochs().get(epoch).loss());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void freshWorkersTellTheirPeakMemoryAndSideBySideTrialsAreMarked() throws Exception {
        String objectives = "a: [{loss: softmax}]\nb: [{loss: softmax}]\n";
        RunFolder measured = run(0, objectives, List.of(), "--measure-memory");
        Map<String, Double> measures =
                measured.record(TrialRecord.class, "a.djl.seed-1").orElseThrow().measures();
        assertThat(measured.records(TrialRecord.class)).hasSize(2).allSatisfy(trial -> {
            // A Java process with PyTorch in it; a trial of this size needs no gigabyte.
            assertThat(trial.cost().peakMemoryBytes().orElseThrow()).isBetween(100L << 20, 1L << 30);
            assertThat(trial.cost().sideBySide()).isFalse();
        });
        try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        RunFolder beside = run(0, objectives, List.of(), "--workers", "2");
        assertThat(beside.records(TrialRecord.class)).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.cost().peakMemoryBytes()).isEmpty();
            assertThat(trial.cost().sideBySide()).isTrue();
        });
        assertThat(Files.readString(beside.path().resolve("report.md"))).contains("side by side");
        // Neither fresh workers nor several change a result.
        assertThat(beside.record(TrialRecord.class, "a.djl.seed-1")
                        .orElseThrow()
                        .measures())
                .isNotEmpty()
                .isEqualTo(measures);
    }

    /** A compile, here of the loss's entry on the class path, which fresh workers would miss if they looked there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsCompiledWhileTheRunGoesOnChangesNoLaterTrial() throws Exception {
        String objectives = "a: [{loss: softmax}, {loss: fault}]\nb: [{loss: softmax}, {loss: fault}]\n";
        Path file = SmallRun.write(folder, FILE + objectives.indent(2));
        Path results = folder.resolve("results");
        String entry = "META-INF/services/org.metricloss.core.loss.LossProvider";
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes.resolve(entry).getParent());
        Files.copy(Program.FAULTS.resolve(entry), classes.resolve(entry));
        List<String> arguments = List.of(
                "run", file.toString(), "--results", results.toString(), "--measure-memory", "--checkpoint", "0");
        try (Program program = Program.start(classes, List.of(), arguments)) {
            program.awaitThat(
                    () -> SmallRun.in(results).filter(SmallRun::hasCheckpoint).isPresent());
            Files.delete(classes.resolve(entry));
            assertThat(program.await()).as(program.output()).isZero();
        }
        Path run = SmallRun.only(results);
        assertThat(RunFolder.open(run).records(TrialRecord.class)).hasSize(2).allMatch(TrialRecord::isFinished);
        // And on resuming the change is told: the loss is there again, in an entry with other bytes.
        Files.delete(run.resolve("trials/b.djl.seed-1.json"));
        Files.writeString(
                classes.resolve(entry), "# compiled anew\n" + Files.readString(Program.FAULTS.resolve(entry)));
        try (Program program = Program.start(classes, List.of(), List.of("resume", run.toString()))) {
            assertThat(program.await()).as(program.output()).isEqualTo(2);
            assertThat(program.output())
                    .contains("error: " + run + " was started with different inputs: version of code is ");
        }
    }

    @Test
    void workersThatCannotStartEndTheRunAndAreNoTrialsFault() throws Exception {
        Path file = SmallRun.write(folder, FILE + "a: [{loss: softmax}]".indent(2));
        Path results = folder.resolve("results");
        try (Program program = Program.start(
                "run", file.toString(), "--results", results.toString(), "--worker-memory", "1", "--retries", "0")) {
            assertThat(program.await()).as(program.output()).isEqualTo(2);
            assertThat(program.output()).contains("error: worker processes failed to start: ");
        }
        assertThat(SmallRun.records(SmallRun.only(results))).isEmpty();
    }
}
