package org.metricloss.results.training.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.SampleTuning;
import org.metricloss.results.Variant;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.run.TrialCounts;

class RunSummaryTest {
    private static final RunSummary RUN = RunSummary.of(SampleRun.manifest(), SampleRun.trials());

    @Test
    void trialsAreGroupedByObjectiveAndEngineInTheOrderOfThePlan() {
        assertThat(RUN.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax", "softmax+center", "contrastive", "triplet", SampleRun.ODD_NAME);
    }

    @Test
    void failedTrialsAreCountedAndNeverAveragedIn() {
        ObjectiveSummary contrastive = objective(RUN, "contrastive");
        assertThat(contrastive.finished()).isEqualTo(4);
        assertThat(contrastive.failed()).isEqualTo(1);
        assertThat(contrastive.measures().get("recallAt1").n()).isEqualTo(4);
        assertThat(contrastive.costs().get("wallSeconds").n()).isEqualTo(4);
        assertThat(RUN.recorded().failures())
                .extracting(TrialRecord::id)
                .containsExactly("contrastive.djl.seed-4", "triplet.djl.seed-1");
    }

    @Test
    void objectiveOfWhichNothingFinishedHasNoMeans() {
        ObjectiveSummary triplet = objective(RUN, "triplet");
        assertThat(triplet.failed()).isEqualTo(1);
        assertThat(triplet.measures()).isEmpty();
        assertThat(triplet.costs()).isEmpty();
    }

    @Test
    void oneSeedHasAMeanAndNoInterval() {
        assertThat(objective(RUN, SampleRun.ODD_NAME)
                        .measures()
                        .get("recallAt1")
                        .mean())
                .isEqualTo(0.5);
        assertThat(objective(RUN, SampleRun.ODD_NAME)
                        .measures()
                        .get("recallAt1")
                        .interval())
                .isEmpty();
    }

    @Test
    void measuresAreOrderedWithUnknownOnesLast() {
        assertThat(RUN.recorded().measures())
                .containsExactly(
                        "classifierAccuracy",
                        "recallAt1",
                        "compactness",
                        "separability",
                        "compactnessToSeparability",
                        "surprise");
    }

    @Test
    void plannedTrialsWithoutRecordArePending() {
        List<TrialRecord> some = SampleRun.trials().subList(0, 3);
        RunSummary run = RunSummary.of(SampleRun.manifest(), some);
        assertThat(run.recorded().pending()).isEqualTo(SampleRun.trials().size() - 3);
    }

    @Test
    void seedThatOccursTwiceIsRefused() {
        TrialRecord first = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
        TrialRecord again = SampleRun.finished("softmax", "center", 1, 0.8, 0.5);
        assertThatThrownBy(() -> RunSummary.of(SampleRun.manifest(), List.of(first, again)))
                .isInstanceOf(ResultsException.class)
                .hasMessage(
                        "trials softmax.djl.seed-1 and center.djl.seed-1 have the same objective and engine and the same"
                                + " seed: a seed is one repeat, so they cannot both count");
    }

    @Test
    void trialsThatDifferInMoreThanTheSeedAreNotAveraged() {
        TrialRecord first = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
        TrialRecord other = SampleRun.finished("softmax", "center", 2, 0.8, 0.5);
        assertThatThrownBy(() -> RunSummary.of(SampleRun.manifest(), List.of(first, other)))
                .isInstanceOf(ResultsException.class)
                .hasMessage(
                        "trials softmax.djl.seed-1 and center.djl.seed-2 have the same objective and engine but differ"
                                + " in more than the seed: their objectives need different names");
    }

    @Test
    void anOldRecordThatStatesNoDistanceDoesNotHideThatTwoOthersDiffer() {
        TrialRecord old = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
        TrialRecord euclidean = judgedBy("euclidean", SampleRun.finished("softmax", "softmax", 2, 0.9, 0.5));
        TrialRecord cosine = judgedBy("cosine", SampleRun.finished("softmax", "softmax", 3, 0.9, 0.5));
        assertThatCode(() -> RunSummary.of(SampleRun.manifest(), List.of(old, euclidean)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> RunSummary.of(SampleRun.manifest(), List.of(old, euclidean, cosine)))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("softmax.djl.seed-2 and softmax.djl.seed-3");
    }

    private static TrialRecord judgedBy(String distance, TrialRecord trial) {
        return Variant.of(trial, "setup", Variant.of(trial.setup(), "distance", Optional.of(distance)));
    }

    @Test
    void anObjectiveHasOneColourInAllReportsOfTheSameObjectives() {
        List<TrialRecord> reversed = new ArrayList<>(SampleRun.trials());
        Collections.reverse(reversed);
        RunSummary other = RunSummary.of(SampleRun.manifest(), reversed);
        assertThat(other.recorded().objectives().get(0).objective()).isNotEqualTo("softmax");
        for (ObjectiveSummary objective : RUN.recorded().objectives()) {
            assertThat(other.recorded().style(objective(other, objective.objective())))
                    .as(objective.objective())
                    .isEqualTo(RUN.recorded().style(objective));
        }
    }

    @Test
    void enginesOfAnObjectiveShareItsColourAndDifferInShape() {
        List<TrialRecord> trials = SampleRun.onTwoEngines();
        RecordedRuns runs =
                SampleRun.summary(trials.toArray(TrialRecord[]::new)).recorded();
        List<Palette.Look> looks =
                runs.objectives().stream().map(runs::style).map(Palette::of).toList();
        assertThat(looks).hasSize(4).doesNotHaveDuplicates();
        assertThat(looks.stream().map(Palette.Look::colour).distinct()).hasSize(2);
    }

    @Test
    void pageAndConsoleCountTheTrialsOfTuningAlike() {
        RunSummary run = RunSummary.of(SampleTuning.manifest(), SampleTuning.trials());
        TrialCounts counts = TrialCounts.of(run.recorded());
        assertThat(counts.tuningFailed()).isPositive();
        assertThat(counts.failed()).isGreaterThanOrEqualTo(counts.tuningFailed());
        assertThat(counts.planned()).isEqualTo(counts.finished() + counts.failed() + counts.pending());
        assertThat(ConsoleSummary.of(run).replaceAll("\\s+", " ")).contains(counts.words());
        assertThat(RunReport.of(run).markdown()).contains(counts.words());
    }

    @Test
    void repeatsMayDifferInSeedThreadsDeviceAndVersionsAlone() {
        TrialSetup setup = SampleRun.setup("softmax", "softmax", 1);
        TrialSetup repeat = Variant.of(
                SampleRun.setup("softmax", "softmax", 2),
                "threads",
                setup.threads() + 1,
                "device",
                "gpu:0",
                "versions",
                Map.of("java", "21"));
        assertThat(setup.isRepeatOf(repeat)).isTrue();
        assertThat(setup.isRepeatOf(Variant.of(repeat, "engine", "tensorflow"))).isFalse();
        assertThat(setup.isRepeatOf(SampleRun.setup("other", "softmax", 2))).isFalse();
        // Only seeds whose training part has small classes say what is done with them.
        Map<String, String> batch = new LinkedHashMap<>(setup.batch());
        batch.put("smallClasses", "repeat");
        TrialSetup withSmall = Variant.of(repeat, "batch", Map.copyOf(batch));
        assertThat(setup.isRepeatOf(withSmall)).isTrue();
        assertThat(withSmall.isRepeatOf(setup)).isTrue();
        batch.put("smallClasses", "skip");
        assertThat(withSmall.isRepeatOf(Variant.of(repeat, "batch", Map.copyOf(batch))))
                .isFalse();
        assertThat(setup.isRepeatOf(SampleRun.setup("softmax", "center", 2))).isFalse();
    }

    private static ObjectiveSummary objective(RunSummary run, String name) {
        return run.recorded().objectives().stream()
                .filter(objective -> objective.objective().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
