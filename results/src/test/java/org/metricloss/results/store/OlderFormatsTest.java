package org.metricloss.results.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.FileException;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.training.record.TrainingRecord;
import org.metricloss.results.training.record.TrialRecord;

/** Records that an older version wrote. */
class OlderFormatsTest {
    private static final Path FORMAT_2 = Path.of("src/test/resources/formats/trial-2.json");
    private static final Path FORMAT_3 = Path.of("src/test/resources/formats/trial-3.json");
    private static final Path FORMAT_4 = Path.of("src/test/resources/formats/trial-4.json");
    private static final String ID = "softmax+center.djl.seed-1";

    @TempDir
    private Path runs;

    @Test
    void trialOfFormat2IsReadWithWhatItSays() throws IOException {
        RunFolder run = folderWith(Files.readString(FORMAT_2));
        TrialRecord trial = run.record(TrialRecord.class, ID).orElseThrow();
        assertThat(trial.format()).isEqualTo(2);
        assertThat(trial.measures()).containsKey("recallAt1");
        assertThat(trial.epochs()).hasSize(1);
        assertThat(trial.training()).isEqualTo(TrainingRecord.UNKNOWN);
        assertThat(trial.setup().budget()).isEmpty();
    }

    @Test
    void trialOfFormat3IsReadWithoutTheRolesOfItsStates() throws IOException {
        TrialRecord trial = folderWith(Files.readString(FORMAT_3))
                .record(TrialRecord.class, ID)
                .orElseThrow();
        assertThat(trial.format()).isEqualTo(3);
        assertThat(trial.trained()).isPresent();
        assertThat(trial.setup().budget()).isPresent();
        assertThat(trial.setup().states()).isEmpty();
    }

    @Test
    void trialOfFormat4IsReadWithoutItsDistance() throws IOException {
        TrialRecord trial = folderWith(Files.readString(FORMAT_4))
                .record(TrialRecord.class, ID)
                .orElseThrow();
        assertThat(trial.format()).isEqualTo(4);
        assertThat(trial.setup().states()).isPresent();
        assertThat(trial.setup().distance()).isEmpty();
    }

    @Test
    void olderRecordsAreSealedToo() throws IOException {
        String changed = Files.readString(FORMAT_2).replace("\"threads\" : 2", "\"threads\" : 3");
        assertThat(changed).isNotEqualTo(Files.readString(FORMAT_2));
        assertThatThrownBy(() -> folderWith(changed).record(TrialRecord.class, ID))
                .isInstanceOf(FileException.class)
                .hasMessageContaining("is corrupted");
    }

    @Test
    void manifestOfFormat2IsReadAndItsStudyAndMeasuresAreKnown() {
        Manifest manifest =
                RunFolder.open(Path.of("src/test/resources/formats/run-2")).manifest();
        assertThat(manifest.format()).isEqualTo(2);
        assertThat(manifest.study()).isEqualTo("training");
        assertThat(manifest.measures()).isEmpty();
        assertThat(RunMeasures.of(List.of(manifest)).title("recallAt1")).isEqualTo("recall@1");
    }

    @Test
    void manifestOfFormat4IsReadWithoutWarnings() {
        Manifest manifest = RunFolder.open(Path.of("reference/cost-classes")).manifest();
        assertThat(manifest.format()).isEqualTo(4);
        assertThat(manifest.measures()).isPresent();
        assertThat(manifest.warnings()).isEmpty();
    }

    @Test
    void describedMeasuresSurviveTheManifestsFile() {
        MeasureRecord time = new MeasureRecord(
                "queryTime",
                "query time",
                "ms",
                0,
                Double.POSITIVE_INFINITY,
                MeasureRecord.Direction.LOWER_IS_BETTER,
                false);
        Manifest manifest = Manifest.of(
                "training",
                "run",
                Instant.EPOCH,
                "seeds: [1]",
                Map.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                "run",
                "softmax",
                Optional.empty(),
                List.of(time),
                Optional.empty(),
                List.of());
        assertThat(RunFolder.open(RunFolder.create(runs, manifest).path())
                        .manifest()
                        .measures())
                .contains(List.of(time));
    }

    @Test
    void trialOfAnOlderFormatIsReadWithoutChecksumsOfItsArtifacts() throws IOException {
        TrialRecord trial = folderWith(Files.readString(FORMAT_4))
                .record(TrialRecord.class, ID)
                .orElseThrow();
        assertThat(trial.artifacts()).isEmpty();
        assertThat(trial.lostAttempts()).isEmpty();
        assertThat(trial.ranOn()).isEmpty();
    }

    @Test
    void formatsBeforeAndAfterAreRefusedWithThoseThatAreRead() throws IOException {
        for (int format : new int[] {1, 11}) {
            String other = Files.readString(FORMAT_2).replace("\"format\" : 2", "\"format\" : " + format);
            assertThatThrownBy(() -> folderWith(other).record(TrialRecord.class, ID))
                    .isInstanceOf(FileException.class)
                    .hasMessageEndingWith("has format " + format + ", this version reads 2 to 10");
        }
    }

    private RunFolder folderWith(String record) throws IOException {
        RunFolder run = RunFolder.create(runs, SampleRun.manifest("older", List.of(ID)));
        Files.writeString(run.path().resolve("trials").resolve(ID + ".json"), record);
        return run;
    }
}
