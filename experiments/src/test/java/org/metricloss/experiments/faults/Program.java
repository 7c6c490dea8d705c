package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as a user starts it, in a process of its own, with {@link FaultLoss} on its class path. */
final class Program implements AutoCloseable {
    /** The folder that puts {@link FaultLossProvider} on a class path. */
    static final Path FAULTS = Path.of("target", "test-classes", "faults").toAbsolutePath();

    private static final int LONGEST_SECONDS = 120;
    private static final int POLL_MILLIS = 10;

    private final Process process;
    private final Path out;

    private Program(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** Starts a command with system properties. */
    static Program start(List<String> properties, List<String> arguments) throws IOException {
        return start(FAULTS, properties, arguments);
    }

    /** Starts a command with system properties and one more folder on its class path. */
    static Program start(Path faults, List<String> properties, List<String> arguments) throws IOException {
        Path out = Files.createTempFile("program", ".out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dsun.misc.unsafe.memory.access=allow",
                "-Dai.djl.offline=true",
                "-XX:TieredStopAtLevel=1",
                "-Xmx600m"));
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of("-cp", System.getProperty("java.class.path") + File.pathSeparator + faults));
        command.add("org.metricloss.experiments.cli.Main");
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        return new Program(process, out);
    }

    static Program start(String... arguments) throws IOException {
        return start(List.of(), List.of(arguments));
    }

    /** {@return the exit code, in time} */
    int await() throws Exception {
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    boolean awaitSeconds(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** {@return its worker processes that live now} */
    List<ProcessHandle> workers() {
        return process.children().filter(ProcessHandle::isAlive).toList();
    }

    /** What is waited for. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until something is so, or the process has ended. */
    void awaitThat(Condition condition) throws Exception {
        for (long waited = 0; isAlive() && !condition.holds(); waited += POLL_MILLIS) {
            assertThat(waited).as("waited too long: " + output()).isLessThan(LONGEST_SECONDS * 1000L);
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Sends signal 9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal to processes, to all at once. */
    static void signal(String name, List<Long> pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        new ProcessBuilder(command).start().waitFor();
    }

    /**
     * Whether processes that this one starts do not hear a signal: what a shell starts in the background is told to ignore
     * interrupts, and everything below it inherits that.
     *
     * @param number of the signal, 2 for an interrupt
     */
    static boolean ignores(int number) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> line.substring("SigIgn:".length()).strip())
                        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >> (number - 1) & 1) == 1);
    }

    /** Fails unless all of these processes end within the time that orphans may take. */
    static void assertGone(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle each : processes) {
            each.onExit().get(5, TimeUnit.SECONDS);
        }
    }

    /** {@return everything that it has printed} */
    String output() throws IOException {
        return Files.readString(out);
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.deleteIfExists(out);
    }
}
