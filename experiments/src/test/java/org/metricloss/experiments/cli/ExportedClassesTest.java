package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.data.SampleSet;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.store.RunFolder;

/** Each seed sets other whole classes aside, so each trial has an order of classes of its own. */
class ExportedClassesTest {
    private static final String FILE = """
            name: aside
            dataset: {type: digits, split: class, testClasses: ['8', '9'], validation: 0.5}
            network: {name: mlp, embedding: 4}
            batch: {classes: 4, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 1}
            seeds: [1, 2]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
            """;

    @TempDir
    private Path folder;

    @Test
    void exportNamesTheTrainedClassesOfEachSeed() throws IOException {
        Path file = Files.writeString(folder.resolve("aside.yaml"), FILE);
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        String[] command = {"run", file.toString(), "--results", folder.toString(), "--export", "--workers", "0"};
        assertThat(Main.execute(writer, writer, command)).as(out.toString()).isEqualTo(Main.OK);
        RunFolder run;
        try (Stream<Path> runs = Files.list(folder.resolve("aside"))) {
            run = RunFolder.open(runs.findFirst().orElseThrow());
        }
        assertThat(run.manifest().classNames())
                .contains(IntStream.range(0, 10).mapToObj(Integer::toString).toList());
        Plan plan = Plan.withoutEngines(
                Experiment.read(file, List.of(), Available.onClassPath()), Datasets.ofEnvironment());
        List<Set<String>> exported = new ArrayList<>();
        for (long seed : List.of(1L, 2L)) {
            SampleSet train = plan.data(seed).train();
            Set<String> trained = IntStream.of(train.labels())
                    .mapToObj(train.classNames()::get)
                    .collect(Collectors.toSet());
            Path labels = run.path().resolve("export/softmax.djl.seed-" + seed + "/train-labels.tsv");
            assertThat(Set.copyOf(Files.readAllLines(labels))).isEqualTo(trained);
            exported.add(trained);
        }
        assertThat(exported).doesNotHaveDuplicates();
    }
}
