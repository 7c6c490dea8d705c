package org.metricloss.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.training.record.TrialRecord;

class RunFolderTest {
    private static final TrialRecord FIRST = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
    private static final TrialRecord SECOND = SampleRun.diverged("triplet", "triplet", 1);
    private static final Manifest MANIFEST = SampleRun.manifest("sample", List.of(FIRST.id(), SECOND.id()));

    @TempDir
    private Path runs;

    @Test
    void folderIsNamedByTimeAndShortHash() {
        RunFolder folder = RunFolder.create(runs, MANIFEST);
        String hash = MANIFEST.experimentSha256().substring(0, 8);
        assertThat(folder.path()).isEqualTo(runs.resolve("sample").resolve("20260131-123456-" + hash));
        assertThat(folder.path().resolve("manifest.json")).exists();
        assertThat(folder.artifacts()).isDirectory();
    }

    @Test
    void runIsReadBackAsItWasWritten() {
        RunFolder written = RunFolder.create(runs, MANIFEST);
        written.write(SECOND);
        assertThat(written.missing()).containsExactly(FIRST.id());
        written.write(FIRST);
        RunFolder read = RunFolder.open(written.path());
        assertThat(read.manifest()).isEqualTo(MANIFEST);
        // In the order of the plan; the second record holds NaN and both infinities.
        assertThat(read.records(TrialRecord.class)).containsExactly(FIRST, SECOND);
        assertThat(read.missing()).isEmpty();
    }

    @Test
    void twoRunsInTheSameSecondGetFoldersOfTheirOwn() {
        RunFolder first = RunFolder.create(runs, MANIFEST);
        RunFolder second = RunFolder.create(runs, MANIFEST);
        RunFolder third = RunFolder.create(runs, MANIFEST);
        assertThat(second.path().toString()).isEqualTo(first.path() + "-2");
        assertThat(third.path().toString()).isEqualTo(first.path() + "-3");
    }

    @Test
    void trialIsWrittenOnce() {
        RunFolder folder = RunFolder.create(runs, MANIFEST);
        folder.write(FIRST);
        TrialRecord other = SampleRun.finished("softmax", "softmax", 1, 0.1, 0.1);
        assertThatThrownBy(() -> folder.write(other))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("trial softmax.djl.seed-1 is recorded already: ");
        assertThat(folder.record(TrialRecord.class, FIRST.id())).contains(FIRST);
    }

    @Test
    void ofManyWritersOfOneTrialOneSucceeds() {
        RunFolder folder = RunFolder.create(runs, MANIFEST);
        AtomicInteger refused = new AtomicInteger();
        IntStream.range(0, 16).parallel().forEach(writer -> {
            try {
                folder.write(FIRST);
            } catch (ResultsException e) {
                refused.incrementAndGet();
            }
        });
        assertThat(refused).hasValue(15);
        assertThat(folder.records(TrialRecord.class)).containsExactly(FIRST);
    }

    @Test
    void trialOutsideThePlanIsRefused() {
        RunFolder folder = RunFolder.create(runs, SampleRun.manifest("sample", List.of(FIRST.id())));
        assertThatThrownBy(() -> folder.write(SECOND))
                .isInstanceOf(ResultsException.class)
                .hasMessage("trial triplet.djl.seed-1 is not in the plan of " + folder.path());
        assertThatThrownBy(() -> folder.record(TrialRecord.class, "../manifest"))
                .isInstanceOf(ResultsException.class)
                .hasMessage("trial ../manifest is not in the plan of " + folder.path());
    }

    static Stream<Arguments> refusedNames() {
        return Stream.of(
                Arguments.of("", "run name must not be blank"),
                Arguments.of("  ", "run name must not be blank"),
                Arguments.of("a/b", "run name must not hold path separators or control characters, got 'a/b'"),
                Arguments.of("a\\b", "run name must not hold path separators or control characters, got 'a\\b'"),
                Arguments.of("a\nb", "run name must not hold path separators or control characters, got 'a?b'"),
                Arguments.of("a\0b", "run name must not hold path separators or control characters, got 'a?b'"),
                Arguments.of("..", "run name must not start with a dot or hold '..', got '..'"),
                Arguments.of("a..b", "run name must not start with a dot or hold '..', got 'a..b'"),
                Arguments.of(".git", "run name must not start with a dot or hold '..', got '.git'"),
                Arguments.of("x".repeat(121), "run name must be at most 120 bytes long, got 121 bytes"));
    }

    @ParameterizedTest
    @MethodSource("refusedNames")
    void nameThatIsNoFolderNameIsRefused(String name, String message) throws IOException {
        assertThatThrownBy(() -> RunFolder.create(runs, SampleRun.manifest(name, List.of())))
                .isInstanceOf(ResultsException.class)
                .hasMessage(message);
        try (Stream<Path> created = Files.list(runs)) {
            assertThat(created).isEmpty();
        }
    }

    @Test
    void folderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(runs.resolve("taken"), "a file where the folder should be");
        assertThatThrownBy(() -> RunFolder.create(file, MANIFEST))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("cannot create a run folder in " + file + ": ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void unverifiedItemsOfAKilledProcessAreDeletedWhenTheFolderIsLocked() throws IOException {
        RunFolder run = RunFolder.create(runs, SampleRun.manifest("sample", List.of("a")));
        Path left = run.incoming("a").path();
        Files.writeString(left.resolve("artifacts").resolve("epoch-001.npz"), "half");

        run.lock().close();

        assertThat(left).doesNotExist();
        assertThat(run.path().resolve("manifest.json")).exists();
    }

    @Test
    void folderWithoutManifestIsNoRun() {
        assertThatThrownBy(() -> RunFolder.open(runs))
                .isInstanceOf(ResultsException.class)
                .hasMessage(runs + " is not a run folder: it has no manifest.json");
    }

    @Test
    void recordOfAnotherTrialIsRefused() throws IOException {
        RunFolder folder = RunFolder.create(runs, MANIFEST);
        folder.write(FIRST);
        Path file = folder.path().resolve("trials/" + SECOND.id() + ".json");
        Files.copy(folder.path().resolve("trials/" + FIRST.id() + ".json"), file);
        assertThatThrownBy(() -> folder.records(TrialRecord.class))
                .isInstanceOf(ResultsException.class)
                .hasMessage(file + " holds the record of another trial, " + FIRST.id());
    }

    @Test
    void derivedFilesMayBeWrittenAnew() throws IOException {
        RunFolder folder = RunFolder.create(runs, MANIFEST);
        folder.writeText("tables/a.csv", "old");
        folder.writeText("tables/a.csv", "neu: é");
        assertThat(folder.path().resolve("tables/a.csv")).hasContent("neu: é");
        try (Stream<Path> files = Files.list(folder.path().resolve("tables"))) {
            assertThat(files).hasSize(1);
        }
    }
}
