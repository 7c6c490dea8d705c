package org.metricloss.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Faults of a standalone cluster. Whatever dies, every trial is recorded once, with the figures of one machine. The cluster runs
 * from the archive that {@code metricloss.archive} names.
 */
@Tag("long")
class ClusterFaultTest {
    private static final String FILE = """
            name: spread
            dataset: digits
            network: {name: lenet, embedding: 2}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 2}
            seeds: [1, 2, 3, 4, 5]
            threads: 1
            artifacts: {every: 1}
            objectives:
              softmax: [{loss: softmax}]
              triplet: [{loss: triplet, margin: 0.2}]
            """;

    private static final int TRIALS = 10;

    @TempDir
    private static Path shared;

    private static Path archive;
    private static Map<String, Map<String, Double>> expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runOnOneMachine() throws Exception {
        Optional<String> given = Optional.ofNullable(System.getProperty("metricloss.archive"));
        assumeTrue(given.isPresent(), "metricloss.archive names no unpacked archive");
        archive = Path.of(given.get());
        Files.writeString(shared.resolve("spread.yaml"), FILE);
        Path runs = shared.resolve("alone");
        assertThat(start(runs, "--workers", "2").waitFor()).isZero();
        expected = measures(only(runs));
        assertThat(expected).hasSize(TRIALS);
    }

    private static Process start(Path runs, String... options) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("run", shared.resolve("spread.yaml").toString(), "--results", runs.toString()));
        arguments.addAll(List.of(options));
        return command(runs, arguments);
    }

    private static Process command(Path runs, List<String> arguments) throws IOException {
        Files.createDirectories(runs);
        List<String> command = new ArrayList<>();
        command.add(archive.resolve("bin").resolve("metricloss").toString());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        runs.resolve("output.txt").toFile()))
                .start();
    }

    private static RunFolder only(Path runs) throws IOException {
        try (Stream<Path> all = Files.list(runs.resolve("spread"))) {
            return RunFolder.open(all.findFirst().orElseThrow());
        }
    }

    private static Map<String, Map<String, Double>> measures(RunFolder run) {
        Map<String, Map<String, Double>> byTrial = new LinkedHashMap<>();
        for (TrialRecord record : run.records(TrialRecord.class)) {
            assertThat(record.status()).isEqualTo(TrialStatus.FINISHED);
            byTrial.put(record.id(), record.measures());
        }
        return byTrial;
    }

    private static long records(Path runs) {
        try (Stream<Path> files = Files.walk(runs)) {
            return files.filter(file -> file.getParent().endsWith("trials")
                            && file.toString().endsWith(".json"))
                    .count();
        } catch (IOException | java.io.UncheckedIOException changing) {
            return 0;
        }
    }

    private static void awaitFirstRecord(Path runs) {
        StandaloneCluster.await("the first record in " + runs, () -> records(runs) > 0);
    }

    private void requireSame(Process run, Path runs) throws Exception {
        assertThat(run.waitFor())
                .as(Files.readString(runs.resolve("output.txt")))
                .isZero();
        assertThat(measures(only(runs))).isEqualTo(expected);
    }

    @Test
    void aRunOnTwoWorkersGivesTheFiguresOfOneMachine() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(archive, folder)) {
            cluster.worker("one", "");
            cluster.worker("two", "");
            Path runs = folder.resolve("runs");

            requireSame(start(runs, "--cluster", cluster.master()), runs);
        }
    }

    @Test
    void aKilledExecutorCostsNoTrial() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(archive, folder)) {
            cluster.worker("one", "");
            cluster.worker("two", "");
            Path runs = folder.resolve("runs");
            Process run = start(runs, "--cluster", cluster.master());
            awaitFirstRecord(runs);

            assertThat(cluster.executors().findFirst().orElseThrow().destroyForcibly())
                    .isTrue();

            requireSame(run, runs);
        }
    }

    @Test
    void aKilledWorkerCostsNoTrial() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(archive, folder)) {
            cluster.worker("one", "");
            Process second = cluster.worker("two", "");
            Path runs = folder.resolve("runs");
            Process run = start(runs, "--cluster", cluster.master());
            awaitFirstRecord(runs);

            second.descendants().forEach(ProcessHandle::destroyForcibly);
            second.destroyForcibly();

            requireSame(run, runs);
        }
    }

    @Test
    void aRunWhoseDriverWasKilledIsResumed() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(archive, folder)) {
            cluster.worker("one", "");
            cluster.worker("two", "");
            Path runs = folder.resolve("runs");
            Process run = start(runs, "--cluster", cluster.master());
            awaitFirstRecord(runs);
            run.destroyForcibly().waitFor();
            long before = records(runs);
            assertThat(before).isBetween(1L, (long) TRIALS - 1);

            requireSame(
                    command(runs, List.of("resume", only(runs).path().toString(), "--cluster", cluster.master())),
                    runs);
        }
    }

    @Test
    void aWorkerThatCannotWriteLeavesItsTrialsToTheOther() throws Exception {
        try (StandaloneCluster cluster = new StandaloneCluster(archive, folder)) {
            cluster.worker("one", "");
            // No file of this worker can grow beyond half a megabyte, as on a full disk.
            cluster.worker("full", "ulimit -f 1000;");
            Path runs = folder.resolve("runs");

            requireSame(start(runs, "--cluster", cluster.master()), runs);
        }
    }
}
