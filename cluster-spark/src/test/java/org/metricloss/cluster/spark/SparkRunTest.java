package org.metricloss.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.base.UserException;
import org.metricloss.experiments.cli.Main;
import org.metricloss.experiments.work.Cluster;
import org.metricloss.experiments.work.HostSettings;
import org.metricloss.experiments.work.ItemFiles;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.Versions;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Runs on Spark within this process: they give what runs on one machine give, and what arrives is verified. */
class SparkRunTest {
    private static final String FILE = """
            name: shared
            dataset: digits
            network: {name: mlp, embedding: 2}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 1}
            seeds: [1, 2]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
              triplet: [{loss: triplet, margin: 0.2}]
            """;

    private static final String TUNED = FILE + """
            tune:
              trials: 2
              ranges:
                objectives.triplet.0.margin: {min: 0.1, max: 0.5}
            """;

    @TempDir
    private Path folder;

    private RunFolder run(String text, String name, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
        Path runs = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of("run", file.toString(), "--results", runs.toString(), "--quiet"));
        arguments.addAll(List.of(options));
        Main.main(arguments.toArray(String[]::new));
        try (Stream<Path> all = Files.list(runs.resolve("shared"))) {
            return RunFolder.open(all.findFirst().orElseThrow());
        }
    }

    private static Map<String, Map<String, Double>> measures(RunFolder run) {
        Map<String, Map<String, Double>> byTrial = new LinkedHashMap<>();
        run.records(TrialRecord.class).forEach(record -> byTrial.put(record.id(), record.measures()));
        return byTrial;
    }

    @Test
    void aRunOnTwoSlotsGivesTheFiguresAndArtifactsOfOneMachine() throws IOException {
        RunFolder alone = run(FILE, "alone");
        RunFolder spread = run(FILE, "spread", "--cluster", "local[2]");

        assertThat(measures(spread)).hasSize(4).isEqualTo(measures(alone));
        for (TrialRecord record : spread.records(TrialRecord.class)) {
            assertThat(record.artifacts())
                    .isEqualTo(alone.record(TrialRecord.class, record.id())
                            .orElseThrow()
                            .artifacts());
            ItemFiles.requireIntact(spread, record);
            assertThat(record.ranOn().flatMap(RanOn::executor).orElseThrow()).startsWith("driver on ");
        }
        assertThat(spread.path().resolve("tables/executors.csv")).content().contains("driver on ");
        assertThat(spread.path().resolve("spark.log")).content().contains("SparkContext");
        try (Stream<Path> files = Files.list(spread.path())) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("incoming"));
        }
    }

    @Test
    void aTunedRunChoosesTheSettingsOfOneMachine() throws IOException {
        assertThat(measures(run(TUNED, "spread", "--cluster", "local[2]"))).isEqualTo(measures(run(TUNED, "alone")));
    }

    @Test
    void anExperimentThatNeedsMoreThreadsThanTheClusterHasIsRefusedWithBothNumbers() throws IOException {
        RunFolder run = run(FILE.replace("threads: 1", "threads: 2"), "alone");
        Cluster.Address address = new Cluster.Address("local[1]", List.of(), "");
        HostSettings settings = new HostSettings(Versions.code(), 0, 0, 60_000, false, 30_000);

        try (TrialExecutor executor =
                new SparkCluster().executor(Study.of(run).reopen(run), run, address, settings, RunProgress.QUIET)) {
            assertThatThrownBy(() -> executor.run(run.manifest().trials()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("needs 2 cores")
                    .hasMessageContaining("has 1");
        }
    }

    @Test
    void theEmbeddingsAndTheModelThatATrialStoresArePredicted() throws IOException {
        RunFolder run = run(FILE, "alone");
        TrialRecord record = run.records(TrialRecord.class).get(0);
        long stored = record.artifacts().orElseThrow().entrySet().stream()
                .filter(file -> file.getKey().matches("epoch-.*|.*\\.safetensors"))
                .mapToLong(file -> file.getValue().bytes())
                .sum();

        long predicted = Study.of(run).reopen(run).artifactBytes().orElseThrow();

        assertThat(predicted).isBetween(stored * 3 / 4, stored * 3 / 2);
    }

    @Test
    void aSettingThatIsNotOfSparkIsRefused() {
        Cluster.Address address = new Cluster.Address("local[1]", List.of("memory=2g"), "");

        assertThatThrownBy(() -> new SparkCluster().check(address))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'memory=2g'");
    }

    @Test
    void anItemThatWasChangedOnItsWayIsRefusedAndChangesNothing() throws IOException {
        RunFolder run = run(FILE, "alone");
        Study study = Study.of(run);
        TrialRecord record = run.records(TrialRecord.class).get(0);
        ItemFiles whole = ItemFiles.read(run, record.id());
        Path file = run.path().resolve("trials").resolve(record.id() + ".json");
        Files.delete(file);
        Map<String, byte[]> changed = new LinkedHashMap<>(whole.artifacts());
        changed.replaceAll((name, bytes) -> new byte[bytes.length]);
        Map<String, byte[]> outside = new LinkedHashMap<>(whole.artifacts());
        outside.put("../../stolen", new byte[1]);

        assertThatThrownBy(() -> new ItemFiles(record.id(), whole.record(), changed).addTo(run, study))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("corrupted");
        assertThatThrownBy(() -> new ItemFiles(record.id(), whole.record(), outside).addTo(run, study))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("'../../stolen'");
        assertThatThrownBy(() -> new ItemFiles("../other", whole.record(), Map.of()).addTo(run, study))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("not in the plan");
        assertThat(file).doesNotExist();
        assertThat(run.path().resolve("stolen")).doesNotExist();

        whole.addTo(run, study);

        assertThat(run.record(TrialRecord.class, record.id())).contains(record);
    }

    @Test
    void javaVersionsThatSparkCannotStartOnAreRefused() {
        SparkCluster.requireJava(22);
        assertThatThrownBy(() -> SparkCluster.requireJava(23))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Java 23")
                .hasMessageContaining("17 to 22");
    }
}
