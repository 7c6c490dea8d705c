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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.experiments.cli.Main;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Faults of a standalone cluster of one master and two workers with one core each, on loopback addresses of their own. Whatever dies,
 * every trial is recorded once, with the figures of one machine. The cluster runs from the archive that {@code metricloss.archive}
 * names. Each start of a program takes longer than the trials, so all tests use the same cluster, in an order that loses a worker
 * last, and one run has three faults.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterFaultTest {
    /** An odd number of trials on two slots, so that the last one runs alone. */
    private static final String FILE = """
            name: spread
            dataset: digits
            network: {name: lenet, embedding: 2}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 2}
            seeds: [1, 2, 3, 4, 5, 6, 7]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
            """;

    private static final int TRIALS = 7;
    private static final int LONGEST_MINUTES = 6;

    @TempDir
    private static Path folder;

    private static Path archive;
    private static Path file;
    private static Map<String, Map<String, Double>> expected;
    private static StandaloneCluster cluster;
    private static Process one;
    private static Process two;

    @BeforeAll
    static void runOnOneMachineAndStartTheCluster() throws Exception {
        Optional<String> given = Optional.ofNullable(System.getProperty("metricloss.archive"));
        assumeTrue(given.isPresent(), "metricloss.archive names no unpacked archive");
        archive = Path.of(given.get());
        file = Files.writeString(folder.resolve("spread.yaml"), FILE);
        Path alone = folder.resolve("alone");
        Main.main(new String[] {"run", file.toString(), "--results", alone.toString(), "--quiet", "--workers", "0"});
        expected = measures(only(alone));
        assertThat(expected).hasSize(TRIALS);
        cluster = new StandaloneCluster(archive, folder);
        one = cluster.worker("one", "127.0.0.1", "");
        two = cluster.worker("two", "127.0.0.2", "");
    }

    @AfterAll
    static void stopTheCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    /** Starts a run on the cluster. Large jars are read where the archive is; one test sends them. */
    private static Process start(Path runs, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("run", file.toString(), "--results", runs.toString(), "--cluster", cluster.master()));
        arguments.addAll(List.of(options));
        return command(runs, arguments);
    }

    private static String[] nativeJars() {
        return new String[] {"--native-jars", archive.resolve("lib").toString()};
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
            assertThat(record.status()).as(record.reason().orElse("")).isEqualTo(TrialStatus.FINISHED);
            byTrial.put(record.id(), record.measures());
        }
        return byTrial;
    }

    private static long records(Path runs) {
        try (Stream<Path> files = Files.walk(runs)) {
            return files.filter(each -> each.getParent().endsWith("trials")
                            && each.toString().endsWith(".json"))
                    .count();
        } catch (IOException | java.io.UncheckedIOException changing) {
            return 0;
        }
    }

    private static void awaitRecords(int count, Process run, Path runs) {
        StandaloneCluster.await(count + " records in " + runs, () -> records(runs) >= count || !run.isAlive());
        assertThat(records(runs)).as("records when the fault happens").isBetween((long) count, TRIALS - 1L);
    }

    private static RunFolder requireSame(Process run, Path runs) throws Exception {
        boolean ended = run.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES);
        String output = Files.readString(runs.resolve("output.txt"));
        assertThat(ended).as(output).isTrue();
        assertThat(run.exitValue()).as(output).isZero();
        RunFolder folder = only(runs);
        assertThat(measures(folder)).isEqualTo(expected);
        return folder;
    }

    @Test
    @Order(1)
    void aRunWhoseDriverWasKilledIsResumed() throws Exception {
        Path runs = folder.resolve("driver");
        // Without --native-jars: the driver sends the natives, too.
        Process run = start(runs);
        awaitRecords(1, run, runs);
        run.destroyForcibly().waitFor();
        assertThat(records(runs)).isLessThan(TRIALS);

        List<String> resume =
                new ArrayList<>(List.of("resume", only(runs).path().toString(), "--cluster", cluster.master()));
        resume.addAll(List.of(nativeJars()));
        requireSame(command(runs, resume), runs);
    }

    @Test
    @Order(2)
    void aTrialThatRunsTwiceAtTheSameTimeIsRecordedOnce() throws Exception {
        Path runs = folder.resolve("twice");
        List<String> options = new ArrayList<>(List.of(nativeJars()));
        for (String setting : List.of("=true", ".multiplier=0.01", ".quantile=0.1", ".minTaskRuntime=1ms")) {
            options.addAll(List.of("--cluster-conf", "spark.speculation" + setting));
        }

        RunFolder ended = requireSame(start(runs, options.toArray(String[]::new)), runs);

        assertThat(ended.path().resolve("spark.log")).content().contains("as speculatable");
    }

    @Test
    @Order(3)
    void aKilledExecutorAKilledWorkerAndAFullDiskCostNoTrial() throws Exception {
        // No file of this worker can grow beyond half a megabyte, as on a full disk.
        cluster.worker("full", "127.0.0.3", "ulimit -f 1000;");
        Path runs = folder.resolve("faults");
        Process run = start(runs, nativeJars());
        awaitRecords(1, run, runs);
        assertThat(StandaloneCluster.executors(one).findFirst().orElseThrow().destroyForcibly())
                .isTrue();

        awaitRecords(2, run, runs);
        two.descendants().forEach(ProcessHandle::destroyForcibly);
        two.destroyForcibly();

        RunFolder ended = requireSame(run, runs);
        assertThat(ended.path().resolve("spark.log")).content().contains("(127.0.0.3");
        assertThat(ended.records(TrialRecord.class))
                .extracting(record -> record.ranOn().flatMap(RanOn::executor).orElseThrow())
                .allMatch(executor -> executor.matches("\\d+ on 127\\.0\\.0\\.[12]"))
                .anyMatch(executor -> executor.endsWith(" on 127.0.0.1"));
    }
}
