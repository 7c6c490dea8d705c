package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.datasets.Mounts;

/** Results folders that are full, gone, damaged or taken: one clear line, nothing finished lost, nothing left running. */
@Tag("long")
class StorageFaultTest {
    @TempDir
    private static Path shared;

    private static Path reference;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runUninterrupted() throws Exception {
        Path results = shared.resolve("results");
        String file = SmallRun.write(shared).toString();
        try (Program program = Program.start("run", file, "--results", results.toString(), "--workers", "0")) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        reference = SmallRun.only(results);
    }

    private String file() throws IOException {
        return SmallRun.write(folder).toString();
    }

    private Path results() {
        return folder.resolve("results");
    }

    private static void assertRefused(Program program, String... words) throws Exception {
        assertThat(program.await()).as(program.output()).isEqualTo(2);
        List<String> errors = program.output()
                .lines()
                .filter(line -> line.startsWith("error: "))
                .toList();
        assertThat(errors).as(program.output()).hasSize(1);
        assertThat(errors.get(0)).contains(words);
    }

    private static void assertResumes(Path run, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("resume", run.toString()));
        arguments.addAll(List.of(options));
        try (Program program = Program.start(List.of(), arguments)) {
            assertThat(program.await()).as(program.output()).isZero();
        }
        SmallRun.assertSame(run, reference);
    }

    @Test
    void fullDiskEndsTheRunWithOneLineAndTheRunGoesOnWhenThereIsRoom() throws Exception {
        try (Mounts disk = Mounts.tmpfs(results(), "size=300k")) {
            try (Program program = Program.start(
                    "run", file(), "--results", results().toString(), "--workers", "0", "--checkpoint", "0")) {
                assertRefused(program, "cannot write ", "No space left on device");
            }
            Path run = SmallRun.only(results());
            Map<String, String> finished = SmallRun.records(run);
            disk.remount("size=100m");
            assertResumes(run, "--workers", "0");
            assertThat(SmallRun.records(run)).containsAllEntriesOf(finished);
        }
    }

    @Test
    void diskThatFillsUpWhileWorkersRunEndsTheRunToo() throws Exception {
        try (Mounts disk = Mounts.tmpfs(results(), "size=200m")) {
            assertThat(disk).isNotNull();
            Path filler = results().resolve("filler");
            try (Program program =
                    Program.start("run", file(), "--results", results().toString(), "--checkpoint", "0")) {
                program.awaitThat(() ->
                        SmallRun.in(results()).filter(SmallRun::hasCheckpoint).isPresent());
                List<ProcessHandle> workers = program.workers();
                fill(filler);
                assertRefused(program, "No space left on device");
                Program.assertGone(workers);
            }
            Files.delete(filler);
            assertResumes(SmallRun.only(results()));
        }
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void folderThatIsRemovedWhileTheRunWorksEndsItWithOneLine() throws Exception {
        try (Program program =
                Program.start("run", file(), "--results", results().toString(), "--checkpoint", "0")) {
            program.awaitThat(
                    () -> SmallRun.in(results()).filter(SmallRun::hasCheckpoint).isPresent());
            List<ProcessHandle> workers = program.workers();
            assertThat(workers).isNotEmpty();
            Files.move(results().resolve("small"), folder.resolve("moved"));
            delete(folder.resolve("moved"));
            assertRefused(program, "does not exist");
            Program.assertGone(workers);
        }
        // It did not come back half.
        assertThat(results().resolve("small")).doesNotExist();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** {@return a run of which only the first trial has ended, and the second has checkpoints} */
    private Path halfRun() throws Exception {
        List<String> arguments =
                List.of("run", file(), "--results", results().toString(), "--workers", "0", "--checkpoint", "0");
        try (Program program = Program.start(
                List.of("metricloss.halt=NAMED:/checkpoints/triplet.*seed-1/epoch-000002-step-0*7[.]"), arguments)) {
            assertThat(program.await()).as(program.output()).isEqualTo(137);
        }
        Path run = SmallRun.only(results());
        assertThat(SmallRun.records(run)).hasSize(1);
        return run;
    }

    @Test
    void corruptedRecordIsNamedAndNothingIsRun() throws Exception {
        Path run = halfRun();
        Path record = run.resolve("trials/softmax+center.djl.seed-1.json");
        String whole = Files.readString(record);
        Files.writeString(record, whole.replaceFirst("\"steps\" : \\d", "\"steps\" : 9"));
        assertThat(Files.readString(record)).isNotEqualTo(whole);
        try (Program program = Program.start("resume", run.toString())) {
            assertRefused(program, record + " is corrupted: its content does not match its sha256");
        }
        assertThat(SmallRun.records(run)).hasSize(1);
        // Without the record the trial has not ended.
        Files.delete(record);
        assertResumes(run, "--workers", "0");
    }

    @Test
    void truncatedCheckpointIsPassedOverForTheOneBefore() throws Exception {
        Path run = halfRun();
        try (Stream<Path> files = Files.list(run.resolve("checkpoints/triplet.djl.seed-1"))) {
            List<Path> kept = files.sorted().toList();
            // The last two, and the one that was just being written.
            assertThat(kept).hasSize(3);
            byte[] bytes = Files.readAllBytes(kept.get(2));
            Files.write(kept.get(2), Arrays.copyOf(bytes, bytes.length / 2));
        }
        try (Program program = Program.start("resume", run.toString(), "--workers", "0")) {
            assertThat(program.await()).as(program.output()).isZero();
            assertThat(program.output()).contains("checkpoint passed over", "is corrupted");
        }
        SmallRun.assertSame(run, reference);
    }

    @Test
    void secondRunOnAFolderIsRefusedUntilTheFirstIsDead() throws Exception {
        try (Program first = Program.start(
                "run", file(), "--results", results().toString(), "--workers", "0", "--checkpoint", "0")) {
            first.awaitThat(
                    () -> SmallRun.in(results()).filter(SmallRun::hasCheckpoint).isPresent());
            Path run = SmallRun.only(results());
            Program.signal("STOP", List.of(first.pid()));
            try (Program second = Program.start("resume", run.toString())) {
                assertRefused(second, run + " is in use by process " + first.pid());
            }
            first.kill();
            assertResumes(run, "--workers", "0");
        }
    }

    /** A clock that goes backwards between a run and its resumption: everything there is from the future. */
    @Test
    void clockThatGoesBackwardsChangesNothing() throws Exception {
        Path run = halfRun();
        Instant future = Instant.now().plusSeconds(400L * 24 * 3600);
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(future));
            }
        }
        assertResumes(run, "--workers", "0");
    }
}
