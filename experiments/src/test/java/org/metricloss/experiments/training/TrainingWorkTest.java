package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.work.LostItem;
import org.metricloss.experiments.work.Reason;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.SafeTensors;
import org.metricloss.formats.Sha256;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Why a trial ended is not lost, whatever else fails. */
class TrainingWorkTest {
    private static final String FILE = """
            name: lost
            dataset: digits
            network: {name: mlp, embedding: 3}
            batch: {classes: 5, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.01}
            budget: {epochs: 1}
            engines: [djl]
            seeds: [1]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
            """;
    private static final String TRIAL = "softmax.djl.seed-1";

    @TempDir
    private Path folder;

    private TrainingWork work;
    private RunFolder run;

    @BeforeEach
    void makeRun() throws IOException {
        Path file = Files.writeString(folder.resolve("lost.yaml"), FILE);
        Experiment experiment = Experiment.read(file, List.of(), Available.onClassPath());
        work = new TrainingWork(Plan.of(experiment, Datasets.ofEnvironment()));
        run = StudyRun.create(work, folder.resolve("runs"), "test", Optional.empty(), Optional.empty())
                .folder();
    }

    @Test
    void recordOfATrialThatIsGivenUpHasTheReasonsOfAllItsAttempts() {
        work.recordLost(run, new LostItem(TRIAL, TrialStatus.FAILED, "third", List.of("first", "second"), 1.5, false));
        TrialRecord record = run.record(TrialRecord.class, TRIAL).orElseThrow();
        assertThat(record.reason()).contains("third");
        assertThat(record.lostAttempts().orElseThrow()).containsExactly("first", "second");
    }

    /** Otherwise a run could be resumed or compared after the file has changed. */
    @Test
    void dataOfARunIncludesTheFileOfItsInitialWeights() throws IOException {
        Path weights = folder.resolve("start.safetensors");
        Path file = Files.writeString(
                folder.resolve("weights.yaml"), FILE.replace("embedding: 3", "embedding: 3, weights: " + weights));
        assertThat(run.manifest().dataSha256()).doesNotContainKey("network.weights");
        for (float value : new float[] {0.5f, 0.25f}) {
            writeWeights(weights, value);
            Experiment experiment = Experiment.read(file, List.of(), Available.onClassPath());
            work = new TrainingWork(Plan.of(experiment, Datasets.ofEnvironment()));
            assertThat(work.dataSha256()).containsEntry("network.weights", Sha256.of(weights));
            assertThat(work.inputs().dataSha256()).isEqualTo(work.dataSha256());
        }
    }

    @Test
    void textOfAnExperimentStatesTheSmallClassesOfRepeatedViews() throws IOException {
        Path file = Files.writeString(
                folder.resolve("views.yaml"),
                FILE.replace("perClass: 4}", "perClass: 4, smallClasses: skip, views: 2}\naugment: [{crop: 1}]"));
        Experiment experiment = Experiment.read(file, List.of(), Available.onClassPath());
        Experiment again = Experiment.parse("text", experiment.canonicalText(), List.of(), Available.onClassPath());
        assertThat(again.batch()).isEqualTo(experiment.batch());
    }

    private static void writeWeights(Path file, float value) {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        Map<String, int[]> shapes = Map.of(
                "network.1.linear.weight", new int[] {128, 64},
                "network.1.linear.bias", new int[] {128},
                "network.3.linear.weight", new int[] {3, 128},
                "network.3.linear.bias", new int[] {3});
        shapes.forEach((name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
            Arrays.fill(values, value);
            arrays.put(name, NpyArray.of(values, shape));
        });
        new SafeTensors(Map.of(), arrays).write(file);
    }

    @Test
    void exceptionIsKeptIfTheLogCannotBeWritten() throws IOException {
        Files.createDirectory(run.path().resolve("workers.log"));
        RuntimeException failed = new IllegalStateException("a mistake");
        assertThatThrownBy(() -> Reason.logged(run, TRIAL, failed))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("workers.log")
                .hasSuppressedException(failed);
    }
}
