package org.metricloss.cluster.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A Spark cluster of processes on loopback addresses, started from an unpacked archive: a master and workers of one core. */
final class StandaloneCluster implements AutoCloseable {
    private static final long LONGEST_SECONDS = 120;

    private final Path archive;
    private final Path folder;
    private final int port;
    private final List<Process> processes = new ArrayList<>();

    StandaloneCluster(Path archive, Path folder) throws IOException {
        this.archive = archive;
        this.folder = folder;
        this.port = freePort();
        process(
                "master",
                List.of("master", "--host", "127.0.0.1", "--port", port + "", "--webui-port", freePort() + ""),
                "");
        await("the master", () -> log("master").contains("New state: ALIVE"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /**
     * Starts a worker.
     *
     * @param name the name of its folder
     * @param host its loopback address: Spark tells machines apart by their addresses
     * @param before a command of the shell that limits it; empty for none
     * @return its process
     */
    Process worker(String name, String host, String before) throws IOException {
        Process worker = process(
                name,
                List.of(
                        "worker",
                        "--host",
                        host,
                        "--webui-port",
                        freePort() + "",
                        "--cores",
                        "1",
                        "--memory",
                        "2g",
                        "--work-dir",
                        folder.resolve(name + "-work").toString(),
                        master()),
                before);
        await(name, () -> log(name).contains("Successfully registered with master"));
        return worker;
    }

    private Process process(String name, List<String> arguments, String before) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", before + " exec \"$0\" \"$@\""));
        command.add(archive.resolve("bin").resolve("metricloss-spark").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException absent) {
            return "";
        }
    }

    /**
     * {@return the executor processes of a worker}
     *
     * @param worker the worker
     */
    static Stream<ProcessHandle> executors(Process worker) {
        return worker.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come within " + LONGEST_SECONDS + " s");
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    @Override
    public void close() {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
