package org.metricloss.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleRun;

class RunLockTest {
    @TempDir
    private Path runs;

    private RunFolder run;

    @BeforeEach
    void create() {
        run = RunFolder.create(runs, SampleRun.manifest("sample", List.of("a")));
    }

    /** Takes a run folder, or shares in its work, and sleeps: a process of its own. */
    public static final class Holder {
        /** @param arguments own or share, and the folder */
        public static void main(String[] arguments) throws InterruptedException {
            Path folder = Path.of(arguments[1]);
            if (arguments[0].equals("own")) {
                RunFolder.open(folder).lock();
            } else {
                RunLock.share(folder);
            }
            // A lock that nothing holds on to would end here.
            System.gc();
            System.out.println("held");
            Thread.sleep(60_000);
        }
    }

    private Process hold(String how) throws IOException {
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        how,
                        run.path().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        return holder;
    }

    @Test
    void secondProcessIsRefusedAndToldOfTheFirstUntilThatOneDies() throws Exception {
        Process first = hold("own");
        assertThatThrownBy(run::lock)
                .isInstanceOf(ResultsException.class)
                .hasMessage(run.path() + " is in use by process " + first.pid() + ": wait for it to end, or end it");
        first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        run.lock().close();
    }

    @Test
    void ownerWaitsForWorkersOfADeadOwner() throws Exception {
        Process worker = hold("share");
        AtomicBoolean killed = new AtomicBoolean();
        Thread killer = new Thread(() -> {
            try {
                Thread.sleep(700);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            // The system frees the lock a little before it tells this process of the end.
            killed.set(true);
            worker.destroyForcibly();
        });
        killer.start();
        run.lock().close();
        assertThat(killed).isTrue();
        killer.join();
    }

    @Test
    void oneProcessHasAFolderOnceAtATime() {
        try (RunLock held = run.lock()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(run::lock)
                    .isInstanceOf(ResultsException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
        run.lock().close();
    }

    @Test
    void whatAKilledWriterLeftHalfWrittenIsCleanedUp() throws IOException {
        Path half = Files.writeString(run.path().resolve("trials/.writing-1234.tmp"), "{");
        Path other = Files.writeString(run.path().resolve("trials/mine.tmp"), "{");
        run.lock().close();
        assertThat(half).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void folderThatWasRemovedDoesNotComeBackHalf() throws IOException {
        try (Stream<Path> files = Files.walk(run.path())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
        assertThatThrownBy(() -> run.writeText("tables/a.csv", "a"))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> run.artifacts("a")).isInstanceOf(ResultsException.class);
        assertThatThrownBy(run::lock).isInstanceOf(ResultsException.class);
        assertThat(run.path()).doesNotExist();
    }
}
