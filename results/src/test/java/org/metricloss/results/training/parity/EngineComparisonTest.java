package org.metricloss.results.training.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.formats.NpyArray;
import org.metricloss.results.Golden;
import org.metricloss.results.SampleRun;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.artifact.WeightsArtifact;
import org.metricloss.results.training.parity.ParityPoint.Moment;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

class EngineComparisonTest {
    private static final List<TrialRecord> TRIALS = SampleRun.onTwoEngines();

    @TempDir
    private Path runs;

    private RunFolder folder;

    /** Trials on djl keep weights of 1 after the first step and of 2 after the second epoch; tensorflow's are off. */
    @BeforeEach
    void keepWeights() {
        folder = RunFolder.create(
                runs,
                SampleRun.manifest(
                        "engines", TRIALS.stream().map(TrialRecord::id).toList()));
        for (TrialRecord trial : TRIALS) {
            folder.write(trial);
            float off = trial.setup().engine().equals("djl") ? 0 : trial.setup().seed() * 0x1p-20f;
            WeightsArtifact.writeFirstStep(folder, trial.id(), 2 + off, arrays(1 + off));
            WeightsArtifact.writeEpoch(folder, trial.id(), 2, arrays(2 + 1024 * off));
        }
    }

    @Test
    void trialsOfOneObjectiveAndSeedArePairedWithTheFirstEngine() {
        List<ParityPoint> points = RunSummary.of(folder).parity();
        assertThat(points).allSatisfy(point -> {
            assertThat(point.reference()).isEqualTo("djl");
            assertThat(point.engine()).isEqualTo("tensorflow");
        });
        assertThat(points.stream().filter(point -> point.moment() == Moment.FIRST_STEP))
                .extracting(point -> point.objective() + " " + point.seed())
                .containsExactly("softmax 1", "softmax 2", "triplet 1");
    }

    @Test
    void differencesAreThoseOfTheRecordsAndOfTheKeptWeights() {
        List<ParityPoint> points = RunSummary.of(folder).parity().stream()
                .filter(point -> point.objective().equals("softmax") && point.seed() == 2)
                .toList();
        double off = 2 * 0x1p-20;
        assertThat(points).extracting(ParityPoint::epoch).containsExactly(1, 1, 2);
        // Powers of two: float32 holds them, and quotients are exact to double precision.
        assertThat(points.get(0).loss()).isCloseTo(off / 2, within(1e-15));
        assertThat(points.get(0).weights().orElseThrow()).isCloseTo(off, within(1e-15));
        assertThat(points.get(1).weights()).isEqualTo(OptionalDouble.empty());
        assertThat(points.get(1).measures()).isEmpty();
        assertThat(points.get(2).weights().orElseThrow()).isCloseTo(1024 * off / 2, within(1e-12));
        // Recall is 0.9 against 0.91.
        assertThat(points.get(2).measures().get("recallAt1")).isCloseTo(0.01 / 0.9, within(1e-12));
    }

    @Test
    void trialThatOnlyOneEngineFinishedIsComparedAsFarAsBothCame() {
        List<ParityPoint> points = RunSummary.of(folder).parity().stream()
                .filter(point -> point.objective().equals("triplet") && point.moment() == Moment.EPOCH)
                .toList();
        assertThat(points).hasSize(2);
        assertThat(points.get(0).loss()).isZero();
        assertThat(points.get(1).loss()).isInfinite();
        assertThat(points.get(1).measures()).containsEntry("recallAt1", Double.POSITIVE_INFINITY);
    }

    @Test
    void runOnOneEngineHasNoParity() {
        assertThat(EngineComparison.of(SampleRun.trials(), Optional.of(folder))).isEmpty();
    }

    @Test
    void recordsWithoutWeightsAreComparedByLossesAndMeasures() {
        List<ParityPoint> points = EngineComparison.of(TRIALS, Optional.empty());
        assertThat(points).hasSize(6).allMatch(point -> point.weights().isEmpty());
    }

    @Test
    void weightsOfUnlikeNetworksAreRefusedByName() {
        TrialRecord trial = TRIALS.get(0);
        WeightsArtifact.writeEpoch(folder, trial.id(), 2, Map.of("other", NpyArray.of(new float[1], 1)));
        assertThatThrownBy(() -> RunSummary.of(folder))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith(
                        "weights of trials softmax.djl.seed-1 and softmax.tensorflow.seed-1 cannot be compared:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG"})
    void tableIsTheSealedOneInEveryLocale(String locale) throws IOException {
        Golden.assertSealed(
                "parity.csv",
                locale,
                () -> Csv.of(table(folder)).replace(folder.path().toString(), "RUN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG"})
    void reportSaysInOneLineThatTheEnginesDoNotAgree(String locale) throws IOException {
        Golden.assertSealed(
                "engines.md",
                locale,
                () -> section(RunReport.of(RunSummary.of(folder)).markdown()));
    }

    @Test
    void tableIsWrittenWithTheOthers() throws IOException {
        RunReport.write(folder);
        assertThat(Files.readString(folder.path().resolve("tables/parity.csv"))).isEqualTo(Csv.of(table(folder)));
    }

    private static String section(String report) {
        int start = report.indexOf("## Engines");
        return report.substring(start, report.indexOf("\n## ", start) + 1);
    }

    private static Map<String, NpyArray> arrays(float value) {
        return Map.of("network_0_weight", NpyArray.of(new float[] {value, value}, 2));
    }

    private static Table table(RunFolder folder) {
        RunSummary run = RunSummary.of(folder);
        return new ParitySection(run.recorded(), run.parity()).table();
    }
}
