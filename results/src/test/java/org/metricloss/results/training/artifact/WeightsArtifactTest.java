package org.metricloss.results.training.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.NpyArray;
import org.metricloss.results.SampleRun;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

class WeightsArtifactTest {
    private static final TrialRecord RECORD = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
    private static final String TRIAL = RECORD.id();

    @TempDir
    private Path runs;

    private RunFolder folder;

    @BeforeEach
    void createRun() {
        folder = RunFolder.create(runs, SampleRun.manifest());
    }

    @Test
    void firstStepComesBackWithItsLossAndAnEpochWithout() {
        Map<String, NpyArray> arrays = Map.of("network_0_weight", NpyArray.of(new float[] {1, -2}, 2));
        WeightsArtifact.writeFirstStep(folder, TRIAL, 0.75, arrays);
        WeightsArtifact.writeEpoch(folder, TRIAL, 12, arrays);
        WeightsArtifact first = WeightsArtifact.readFirstStep(folder, RECORD).orElseThrow();
        assertThat(first.loss()).isEqualTo(OptionalDouble.of(0.75));
        assertThat(first.arrays()).containsOnlyKeys("network_0_weight");
        assertThat(first.arrays().get("network_0_weight")).containsExactly(1, -2);
        WeightsArtifact epoch = WeightsArtifact.readEpoch(folder, RECORD, 12).orElseThrow();
        assertThat(epoch.loss()).isEqualTo(OptionalDouble.empty());
        assertThat(epoch.arrays().get("network_0_weight")).containsExactly(1, -2);
        assertThat(folder.artifacts().resolve(TRIAL).resolve("weights-012.npz")).exists();
    }

    @Test
    void whatALaterAttemptLeftIsDiscarded() throws IOException {
        Path artifacts = folder.artifacts(TRIAL);
        List<String> names = List.of(
                "augmented.json",
                "best.npz",
                "classes.json",
                "epoch-002.npz",
                "epoch-003.npz",
                "weights-002.npz",
                "weights-003.npz",
                "weights-first-step.npz");
        for (String name : names) {
            Files.writeString(artifacts.resolve(name), "x");
        }
        Files.writeString(Artifacts.makeModelFolder(folder, TRIAL).resolve("model.json"), "x");
        Artifacts.discardAfter(folder, TRIAL, 2, true);
        assertThat(artifacts.toFile().list())
                .containsExactlyInAnyOrder(
                        "augmented.json", "epoch-002.npz", "weights-002.npz", "weights-first-step.npz");
        Artifacts.discardAfter(folder, TRIAL, 0, false);
        assertThat(artifacts).isEmptyDirectory();
    }

    @Test
    void weightsThatWereNotKeptAreAbsent() {
        assertThat(WeightsArtifact.readFirstStep(folder, RECORD)).isEmpty();
        assertThat(WeightsArtifact.readEpoch(folder, RECORD, 1)).isEmpty();
    }

    @Test
    void networksOfManyLayersFit() {
        Map<String, NpyArray> arrays = IntStream.range(0, 300)
                .boxed()
                .collect(Collectors.toMap(i -> "network_" + i, i -> NpyArray.of(new float[] {i}, 1)));
        WeightsArtifact.writeEpoch(folder, TRIAL, 1, arrays);
        assertThat(WeightsArtifact.readEpoch(folder, RECORD, 1).orElseThrow().arrays())
                .hasSize(300);
    }

    @Test
    void arraysThatAreNoWeightsAreRefused() {
        WeightsArtifact.writeEpoch(folder, TRIAL, 1, Map.of("labels", NpyArray.of(new int[] {1}, 1)));
        assertThatThrownBy(() -> WeightsArtifact.readEpoch(folder, RECORD, 1))
                .isInstanceOf(ResultsException.class)
                .hasMessageEndingWith("weights-001.npz holds labels as INT32, not FLOAT32");
    }
}
