package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.AugmentedRecord;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.record.Term;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.TrialRecord;

class AugmentationSectionTest {
    private static final String PNG = "iVBORw0KGgo=";
    private static final AugmentedRecord.Row ROW = new AugmentedRecord.Row("seven <7>", PNG, List.of(PNG, PNG));

    @TempDir
    private Path runs;

    private TrialRecord trial;
    private RunFolder folder;

    @BeforeEach
    void createRun() {
        trial = SampleTrials.withTerms("softmax", "softmax", 1, 0.9, List.of(new Term("softmax", 1, Map.of())));
        folder = RunFolder.create(runs, SampleRun.manifest("augmented", List.of(trial.id()), "{\"seeds\": [1]}"));
    }

    @Test
    void thePageShowsTheImagesOfATrialAndMarkdownNamesThePage() throws IOException {
        SealedArtifact.AUGMENTED.write(
                folder, trial.id(), new AugmentedRecord(AugmentedRecord.FORMAT, trial.id(), List.of(ROW)));
        TrialRecord recorded = trial.with(Artifacts.recorded(folder, trial.id()), List.of(), RanOn.here());
        folder.write(recorded);
        assertThat(SealedArtifact.AUGMENTED.read(folder, recorded).orElseThrow().rows())
                .containsExactly(ROW);
        RunReport.write(folder);
        String page = Files.readString(folder.path().resolve(Report.PAGE));
        assertThat(page).contains("Augmented images", "\"kind\":\"strip\"", PNG).doesNotContain("seven <7>");
        assertThat(Files.readString(folder.path().resolve("report.md")))
                .contains("Training images and their augmented versions: these images are in " + Report.PAGE);
    }

    @Test
    void withoutAugmentationThereIsNoSection() throws IOException {
        folder.write(trial);
        RunReport.write(folder);
        assertThat(Files.readString(folder.path().resolve(Report.PAGE))).doesNotContain("Augmented images");
    }

    @Test
    void aChangedFileIsNamedAndTheReportWritten() throws IOException {
        SealedArtifact.AUGMENTED.write(
                folder, trial.id(), new AugmentedRecord(AugmentedRecord.FORMAT, trial.id(), List.of(ROW)));
        TrialRecord recorded = trial.with(Artifacts.recorded(folder, trial.id()), List.of(), RanOn.here());
        folder.write(recorded);
        Files.writeString(folder.artifacts(trial.id()).resolve("augmented.json"), "{}");
        RunReport.write(folder);
        assertThat(Files.readString(folder.path().resolve(Report.PAGE))).contains("augmented.json is corrupted");
    }

    @Test
    void recordsCheckThemselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AugmentedRecord(AugmentedRecord.FORMAT, "trial", List.of()))
                .withMessageContaining("number of rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AugmentedRecord.Row("a", "<script>", List.of(PNG)))
                .withMessage("images must be Base64");
        AugmentedRecord.Row large = new AugmentedRecord.Row("a", "A".repeat(200_000), List.of("A".repeat(200_000)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AugmentedRecord(AugmentedRecord.FORMAT, "trial", List.of(large)))
                .withMessage("images must take at most 300000 characters, got 400000");
    }
}
