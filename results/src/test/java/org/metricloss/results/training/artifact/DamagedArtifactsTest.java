package org.metricloss.results.training.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.base.UserException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.SampleEmbeddings;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;

/** Files beside the records that are not what the trial wrote: each is left out of the report, which says why. */
class DamagedArtifactsTest {
    private static final TrialRecord TRIAL = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
    private static final String LEFT_OUT = "Not shown, since they cannot be read";

    @TempDir
    private Path runs;

    private RunFolder folder;
    private Path epoch;
    private Path gallery;

    @BeforeEach
    void makeRun() {
        folder = RunFolder.create(runs, SampleRun.manifest("damaged", List.of(TRIAL.id())));
        SampleEmbeddings.write(folder, TRIAL.id(), 2, 1, false);
        SampleEmbeddings.write(folder, TRIAL.id(), 2, 2, false);
        epoch = folder.artifacts().resolve(TRIAL.id()).resolve("epoch-001.npz");
        gallery = folder.artifacts().resolve(TRIAL.id()).resolve("gallery.json");
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                Arguments.of(
                        "testEmbeddings",
                        NpyArray.of(new float[500], 500),
                        "epoch-001.npz: testEmbeddings must be float32 [n, d]"),
                Arguments.of(
                        "testEmbeddings",
                        NpyArray.of(new double[500], 250, 2),
                        "epoch-001.npz: testEmbeddings must be float32 [n, d]"),
                Arguments.of(
                        "testEmbeddings",
                        NpyArray.of(new float[0], 250, 0),
                        "epoch-001.npz: testEmbeddings must be float32 [n, d] with d >= 1"),
                Arguments.of(
                        "testEmbeddings",
                        NpyArray.of(new float[750], 250, 3),
                        "epoch-001.npz: trainEmbeddings are of 2 dimensions, testEmbeddings of 3"),
                Arguments.of(
                        "testEmbeddings",
                        NpyArray.of(filled(Float.NaN), 250, 2),
                        "epoch-001.npz: testEmbeddings must be finite numbers, found NaN"),
                Arguments.of(
                        "testEmbeddings",
                        NpyArray.of(filled(Float.NEGATIVE_INFINITY), 250, 2),
                        "epoch-001.npz: testEmbeddings must be finite numbers, found -Infinity"),
                Arguments.of(
                        "testLabels",
                        NpyArray.of(new int[249], 249),
                        "epoch-001.npz: testLabels must be int32 [250], a label for each of testEmbeddings"),
                Arguments.of(
                        "testLabels", NpyArray.of(negative(), 250), "epoch-001.npz: testLabels must be >= 0, found -7"),
                Arguments.of(
                        "classPlaces",
                        NpyArray.of(new int[1], 1),
                        "epoch-001.npz: classPlaces must be int32 [classes]"),
                Arguments.of(
                        "classPlaces",
                        NpyArray.of(new int[100], 100),
                        "epoch-001.npz: classPlaces must be int32 [classes]"),
                Arguments.of(
                        "classPlaces",
                        NpyArray.of(new float[100], 100),
                        "epoch-001.npz: classPlaces must be int32 [classes]"));
    }

    private static float[] filled(float value) {
        float[] values = new float[500];
        values[499] = value;
        return values;
    }

    private static int[] negative() {
        int[] labels = new int[250];
        labels[100] = -7;
        return labels;
    }

    /** Records of older versions have no checksums. */
    @ParameterizedTest
    @MethodSource("arrays")
    void arraysThatAreNoEmbeddingsAreLeftOut(String name, NpyArray array, String why) throws IOException {
        folder.write(TRIAL);
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(epoch));
        arrays.put(name, array);
        Npz.write(epoch, arrays);
        assertThat(report()).contains(LEFT_OUT, why);
    }

    @Test
    void missingPartIsLeftOut() throws IOException {
        folder.write(TRIAL);
        Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(epoch));
        arrays.remove("trainLabels");
        Npz.write(epoch, arrays);
        assertThat(report()).contains(LEFT_OUT, "epoch-001.npz lacks the array trainLabels");
    }

    @Test
    void epochOfAnotherDimensionIsLeftOut() throws IOException {
        folder.write(TRIAL);
        SampleEmbeddings.write(folder, TRIAL.id(), 3, 1, false);
        assertThat(report())
                .contains(LEFT_OUT, "epoch-001.npz: embeddings are of 3 dimensions, those of the last epoch of 2");
    }

    /** Java's stack would not hold the calls of a parser that nests as deep. */
    @Test
    void deeplyNestedGalleryIsLeftOut() throws IOException {
        folder.write(TRIAL);
        Files.writeString(gallery, "{\"format\":1,\"queries\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertThat(report()).contains(LEFT_OUT, "gallery.json is corrupted: it is not JSON");
    }

    @Test
    void whatTheTrialWroteIsShown() throws IOException {
        folder.write(recorded());
        assertThat(report()).contains("## Embeddings", "figures/embeddings.png").doesNotContain(LEFT_OUT);
    }

    /** The header is that of a valid array; the record tells that it is another one. */
    @Test
    void otherEmbeddingsThanTheTrialWroteAreLeftOut() throws IOException {
        folder.write(recorded());
        byte[] content = Files.readAllBytes(epoch);
        Files.write(epoch, Files.readAllBytes(epoch.resolveSibling("epoch-002.npz")));
        assertThat(report()).contains(LEFT_OUT, "epoch-001.npz is corrupted: ");
        content[content.length / 2]++;
        Files.write(epoch, content);
        assertThat(report())
                .contains(
                        "epoch-001.npz is corrupted: its content does not match the sha256 in the record of its trial");
        Files.write(epoch, Arrays.copyOf(content, content.length - 1));
        assertThat(report())
                .contains("epoch-001.npz is corrupted: it has %s bytes, the record of its trial says %s"
                        .formatted(content.length - 1, content.length));
    }

    @Test
    void fileThatTheTrialDidNotWriteIsLeftOut() throws IOException {
        folder.write(recorded());
        Files.writeString(gallery, "{}", StandardCharsets.UTF_8);
        assertThat(report()).contains(LEFT_OUT, "gallery.json is not among the artifacts in the record of its trial");
    }

    @ParameterizedTest
    @ValueSource(strings = {"epoch-001.npz", "epoch-002.npz", "gallery.json"})
    void fileThatWasDeletedIsNamed(String name) throws IOException {
        Files.writeString(gallery, "{}", StandardCharsets.UTF_8);
        folder.write(recorded());
        Files.delete(epoch.resolveSibling(name));
        assertThat(report()).contains(LEFT_OUT, name + " is missing, although the record of its trial lists it");
    }

    @Test
    void neighboursOfPointsThatWereDeletedLeaveTheEmbeddings() throws IOException {
        Path points = epoch.resolveSibling("points.json");
        Files.writeString(points, "{}", StandardCharsets.UTF_8);
        folder.write(recorded());
        Files.delete(points);
        assertThat(report()).contains(LEFT_OUT, "points.json is missing", "figures/embeddings.png");
    }

    @Test
    void noOtherEmbeddingsStandInForTestedOnesThatWereDeleted() throws IOException {
        Path best = epoch.resolveSibling("best.npz");
        Files.copy(epoch, best);
        TrialRecord recorded = recorded();
        assertThat(Artifacts.tested(folder, recorded)).contains(best);
        Files.delete(best);
        assertThat(Artifacts.tested(folder, recorded)).contains(best);
        assertThatThrownBy(() -> Artifacts.intact(best, recorded))
                .isInstanceOf(UserException.class)
                .hasMessageEndingWith("best.npz is missing, although the record of its trial lists it");
        assertThat(Artifacts.tested(folder, TRIAL)).contains(epoch.resolveSibling("epoch-002.npz"));
    }

    @Test
    void weightsAreComparedWithTheRecordToo() throws IOException {
        Map<String, NpyArray> arrays = Map.of("network_0_weight", NpyArray.of(new float[] {1, -2}, 2));
        WeightsArtifact.writeEpoch(folder, TRIAL.id(), 1, arrays);
        TrialRecord recorded = recorded();
        assertThat(WeightsArtifact.readEpoch(folder, recorded, 1)).isPresent();
        WeightsArtifact.writeEpoch(
                folder, TRIAL.id(), 1, Map.of("network_0_weight", NpyArray.of(new float[] {1, -3}, 2)));
        assertThatThrownBy(() -> WeightsArtifact.readEpoch(folder, recorded, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("weights-001.npz is corrupted: ");
    }

    private TrialRecord recorded() {
        return TRIAL.with(Artifacts.recorded(folder, TRIAL.id()), List.of(), RanOn.here());
    }

    private String report() throws IOException {
        RunReport.write(folder);
        // Markdown's escapes are no matter here.
        return Files.readString(folder.path().resolve("report.md")).replace("\\", "");
    }
}
