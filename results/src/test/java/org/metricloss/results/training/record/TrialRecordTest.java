package org.metricloss.results.training.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

class TrialRecordTest {
    private static final TrialRecord TRIAL = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void finishedTrialNeedsFiniteMeasures(double value) {
        assertThatThrownBy(() -> Variant.of(TRIAL, "measures", Map.of("recallAt1", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("measure recallAt1 of a finished trial must be finite, got " + value
                        + "; leave it out or record the trial as diverged or collapsed");
    }

    @Test
    void trialThatDidNotFinishNeedsAReason() {
        assertThatThrownBy(() -> Variant.of(TRIAL, "status", TrialStatus.FAILED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a reason must be given exactly where a trial did not finish, got status FAILED and reason none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", "a\\b", ".hidden", "a b", "a\nb", "-flag", "é"})
    void idThatCannotNameAFileIsRefused(String id) {
        assertThatThrownBy(() -> Variant.of(TRIAL, "id", id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("trial id must be 1 to 150 of the characters")
                .hasMessageEndingWith("got '" + id + "'");
    }

    @Test
    void distanceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Variant.of(TRIAL.setup(), "distance", Optional.of("manhattan")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("distance must be one of [euclidean, cosine], got 'manhattan'");
    }

    @Test
    void epochsMustCountFromOneWithoutGaps() {
        List<EpochRecord> second = TRIAL.epochs().subList(1, 2);
        assertThatThrownBy(() -> Variant.of(TRIAL, "epochs", second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs must count from 1 without gaps, got 2 at place 1");
    }

    @Test
    void mapsKeepTheirOrderAndAreCopies() {
        Map<String, Double> measures = new LinkedHashMap<>();
        for (String name : List.of("z", "a", "m", "b")) {
            measures.put(name, 1.0);
        }
        TrialRecord trial = Variant.of(TRIAL, "measures", measures);
        measures.clear();
        assertThat(trial.measures().keySet()).containsExactly("z", "a", "m", "b");
        assertThatThrownBy(() -> trial.measures().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void samplesPerSecondCountsDataAndStepTimeAlone() {
        TrialCost cost = new TrialCost(1, 300, 0, 0, new PhaseSeconds(1, 2, 50), 60);
        assertThat(cost.samplesPerSecond()).hasValue(100);
    }

    @Test
    void bytesCopiedPerStepAreReadAsTheyAreWritten(@TempDir Path runs) {
        TrialRecord onGpu =
                Variant.of(TRIAL, "cost", Variant.of(TRIAL.cost(), "hostBytesPerStep", Optional.of(8_392_704L)));
        for (TrialRecord trial : List.of(TRIAL, onGpu)) {
            RunFolder folder = RunFolder.create(
                    runs.resolve(trial == onGpu ? "gpu" : "cpu"),
                    SampleRun.manifest("copies", List.of(trial.id()), "{}"));
            folder.write(trial);
            assertThat(folder.record(TrialRecord.class, trial.id())).hasValue(trial);
        }
    }

    @Test
    void trialThatNeverTrainedHasNoSamplesPerSecond() {
        assertThat(new TrialCost(0, 0, 0, 0, new PhaseSeconds(0, 0, 0), 0.5).samplesPerSecond())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void secondsMustBeFiniteAndNotNegative(double seconds) {
        assertThatThrownBy(() -> new PhaseSeconds(0, seconds, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step seconds must be finite and >= 0, got " + seconds);
    }
}
