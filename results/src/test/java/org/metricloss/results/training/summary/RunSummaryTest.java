package org.metricloss.results.training.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.SampleTuning;
import org.metricloss.results.Variant;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.training.comparison.Comparison;
import org.metricloss.results.training.comparison.Verdict;
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
    void baselineIsNotComparedWithItself() {
        assertThat(RUN.comparisons())
                .isNotEmpty()
                .noneMatch(comparison -> comparison.objective().equals("softmax"));
    }

    @Test
    void clearDifferenceIsBetterInWords() {
        Comparison comparison = comparison(RUN, "recallAt1", "softmax+center");
        assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(comparison.pairs()).isEqualTo(5);
        assertThat(comparison.words()).isEqualTo("better than softmax (p < 0.001, 5 seeds)");
    }

    @Test
    void lessIsBetterForTheRatioOfCompactnessToSeparability() {
        Comparison comparison = comparison(RUN, "compactnessToSeparability", "softmax+center");
        assertThat(comparison.difference().orElseThrow().mean()).isNegative();
        assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void seedsThatFailedAreNoPairsAndAreCounted() {
        Comparison comparison = comparison(RUN, "recallAt1", "contrastive");
        assertThat(comparison.pairs()).isEqualTo(4);
        assertThat(comparison.unpaired()).isEqualTo(1);
        assertThat(comparison.words()).isEqualTo("not distinguishable from softmax at 4 seeds, 1 more without a pair");
    }

    @Test
    void oneSeedCannotBeTestedAndTheTextSaysSo() {
        Comparison comparison = comparison(RUN, "recallAt1", SampleRun.ODD_NAME);
        assertThat(comparison.p()).isEmpty();
        assertThat(comparison.holmP()).isEmpty();
        assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(comparison.words())
                .isEqualTo("not tested against softmax: one seed cannot be tested, 4 more without a pair");
    }

    @Test
    void comparisonsWithoutATestStillCountInTheirFamily() {
        // Four comparisons by recall@1: one with a single pair and one of which nothing finished have no test.
        Comparison smallest = comparison(RUN, "recallAt1", "softmax+center");
        assertThat(smallest.holmP().orElseThrow()).isEqualTo(4 * smallest.p().orElseThrow());
    }

    @Test
    void headlineMeasuresOnAllEnginesAreOneFamily() {
        // One objective beside the baseline on two engines by two headline measures: four comparisons in the answer.
        RunSummary run = summary(twoEnginesAndVerification());
        assertThat(run.comparisons())
                .extracting(comparison -> comparison.measure().id())
                .filteredOn(RunMeasures.HEADLINES::contains)
                .containsExactly("recallAt1", "recallAt1", "rocAuc", "rocAuc");
        Comparison smallest = run.comparisons().stream()
                .filter(comparison ->
                        RunMeasures.HEADLINES.contains(comparison.measure().id()))
                .min(Comparator.comparingDouble(comparison -> comparison.p().orElseThrow()))
                .orElseThrow();
        assertThat(smallest.holmP().orElseThrow()).isEqualTo(4 * smallest.p().orElseThrow());
    }

    @Test
    void anyOtherMeasureOnAllEnginesIsAFamilyOfItsOwn() {
        List<Comparison> ratios = summary(twoEnginesAndVerification()).comparisons().stream()
                .filter(comparison -> comparison.measure().id().equals("compactnessToSeparability"))
                .sorted(Comparator.comparingDouble(comparison -> comparison.p().orElseThrow()))
                .toList();
        assertThat(ratios).hasSize(2);
        assertThat(ratios.get(0).holmP().orElseThrow())
                .isEqualTo(2 * ratios.get(0).p().orElseThrow());
    }

    /** Softmax and center on three seeds of djl and tensorflow, with recall@1 and ROC AUC. */
    private static TrialRecord[] twoEnginesAndVerification() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            for (String engine : List.of("djl", "tensorflow")) {
                double luck = engine.equals("djl") ? 0.001 * seed : 0.002 * seed * seed;
                TrialRecord softmax = SampleRun.finished("softmax", "softmax", seed, 0.9, 0.5);
                TrialRecord center = SampleRun.finished("softmax+center", "center", seed, 0.91 + luck, 0.4 + luck);
                trials.add(on(engine, softmax, 0.95));
                trials.add(on(engine, center, 0.96 + 3 * luck * luck));
            }
        }
        return trials.toArray(TrialRecord[]::new);
    }

    private static TrialRecord on(String engine, TrialRecord trial, double rocAuc) {
        Map<String, Double> measures = new LinkedHashMap<>(trial.measures());
        measures.remove("classifierAccuracy");
        measures.put("rocAuc", rocAuc);
        return Variant.of(
                trial,
                "id",
                trial.id().replace("djl", engine),
                "setup",
                Variant.of(trial.setup(), "engine", engine),
                "measures",
                measures);
    }

    @Test
    void objectiveOfWhichNothingFinishedIsNotCompared() {
        Comparison comparison = comparison(RUN, "recallAt1", "triplet");
        assertThat(comparison.pairs()).isZero();
        assertThat(comparison.unpaired()).isEqualTo(5);
        assertThat(comparison.words()).isEqualTo("not compared with softmax: the only ended trial of triplet diverged");
        assertThat(Answer.of(RUN)).startsWith("The only ended trial of triplet diverged. By recall@1, ");
    }

    @Test
    void objectiveThatCannotHaveAMeasureIsNotInItsFamily() {
        assertThat(RUN.comparisons())
                .filteredOn(comparison -> comparison.measure().id().equals("classifierAccuracy"))
                .extracting(Comparison::objective)
                .containsExactly("softmax+center", "triplet");
    }

    @Test
    void measuresThatDependOnScaleOrAreUnknownAreNotCompared() {
        assertThat(RUN.comparisons())
                .extracting(comparison -> comparison.measure().id())
                .doesNotContain("compactness", "separability")
                .contains("recallAt1", "compactnessToSeparability");
    }

    @Test
    void differencesWithoutVarianceCannotBeTested() {
        RunSummary run = summary(
                SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                SampleRun.finished("softmax", "softmax", 2, 0.5, 1),
                SampleRun.finished("softmax+center", "center", 1, 0.75, 1),
                SampleRun.finished("softmax+center", "center", 2, 0.75, 1));
        Comparison comparison = comparison(run, "recallAt1", "softmax+center");
        assertThat(comparison.difference().orElseThrow().mean()).isEqualTo(0.25);
        assertThat(comparison.words())
                .isEqualTo(
                        "not tested against softmax: the difference is the same for all 2 seeds, which cannot be tested");
    }

    @Test
    void theAnswerSaysFirstThatAllTrialsCollapsed() {
        RunSummary run = summary(
                SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                SampleRun.finished("softmax", "softmax", 2, 0.5, 1),
                collapsed(1),
                collapsed(2));
        assertThat(Answer.of(run))
                .startsWith(
                        "All 2 ended trials of hard collapsed. By recall@1, hard is not compared with softmax: all 2 ended trials of"
                                + " hard collapsed. ")
                .contains("Finished trials took ", " and ")
                .doesNotContain("On average");
        assertThat(Answer.of(summary(
                        SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                        collapsed(1),
                        collapsed(2),
                        SampleRun.diverged("hard", "hard", 3))))
                .startsWith("None of the 3 ended trials of hard finished: 2 collapsed, 1 diverged. ");
        assertThat(Answer.of(summary(
                        SampleRun.finished("softmax", "softmax", 1, 0.5, 1),
                        Variant.of(collapsed(1), "status", TrialStatus.OUT_OF_MEMORY))))
                .startsWith("The only ended trial of hard ran out of memory. ");
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
        RecordedRuns runs = summary(trials.toArray(TrialRecord[]::new)).recorded();
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

    private static TrialRecord collapsed(int seed) {
        return Variant.of(SampleRun.diverged("hard", "hard", seed), "status", TrialStatus.COLLAPSED);
    }

    @Test
    void clearDifferenceInTheOtherDirectionIsWorse() {
        RunSummary run = summary(
                SampleRun.finished("softmax", "softmax", 1, 0.90, 1),
                SampleRun.finished("softmax", "softmax", 2, 0.91, 1),
                SampleRun.finished("softmax", "softmax", 3, 0.92, 1),
                SampleRun.finished("softmax+center", "center", 1, 0.70, 1),
                SampleRun.finished("softmax+center", "center", 2, 0.72, 1),
                SampleRun.finished("softmax+center", "center", 3, 0.71, 1));
        // d = -0.20, -0.19, -0.21: t = -0.2 / (0.01 / sqrt 3), 2 degrees: p = 1 - |t| / sqrt(t^2 + 2) = 0.000832.
        assertThat(comparison(run, "recallAt1", "softmax+center").words())
                .isEqualTo("worse than softmax (p < 0.001, 3 seeds)");
    }

    @Test
    void seedsWithoutACounterpartAreNotCompared() {
        RunSummary run = summary(
                SampleRun.finished("softmax", "softmax", 1, 0.9, 1),
                SampleRun.finished("softmax+center", "center", 2, 0.7, 1));
        Comparison comparison = comparison(run, "recallAt1", "softmax+center");
        assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_COMPARED);
        assertThat(comparison.unpaired()).isEqualTo(2);
        assertThat(comparison.words()).isEqualTo("not compared with softmax: no seed has both");
    }

    @Test
    void runWithoutItsBaselineHasNoComparisonsAndSaysSo() {
        RunSummary run = summary(SampleRun.finished("softmax+center", "center", 1, 0.7, 1));
        assertThat(run.comparisons()).isEmpty();
        assertThat(Answer.of(run))
                .isEqualTo("By recall@1 nothing can be compared with the baseline softmax in this run. On average a"
                        + " finished trial took 3.35 s with softmax+center.");
    }

    @Test
    void answerMarksTimesOfTrialsSideBySide() {
        assertThat(Answer.of(RUN))
                .contains("3.55 s with softmax+center, 3.525 s (*) with contrastive,")
                .endsWith(". (*) Trials ran side by side: these times are not comparable.");
    }

    @Test
    void runWithoutTrialsHasAnAnswerToo() {
        assertThat(Answer.of(summary()))
                .isEqualTo(
                        "By recall@1 nothing can be compared with the baseline softmax in this run. No trial finished,"
                                + " so there is no cost to report.");
    }

    @Test
    void repeatsMayDifferInSeedThreadsDeviceAndVersionsAlone() {
        TrialSetup setup = SampleRun.setup("softmax", "softmax", 1);
        assertThat(setup.isRepeatOf(SampleRun.setup("softmax", "softmax", 2))).isTrue();
        assertThat(setup.isRepeatOf(SampleRun.setup("other", "softmax", 2))).isFalse();
        assertThat(setup.isRepeatOf(SampleRun.setup("softmax", "center", 2))).isFalse();
    }

    private static RunSummary summary(TrialRecord... trials) {
        List<String> plan = Stream.of(trials).map(TrialRecord::id).toList();
        return RunSummary.of(SampleRun.manifest("small", plan), List.of(trials));
    }

    private static ObjectiveSummary objective(RunSummary run, String name) {
        return run.recorded().objectives().stream()
                .filter(objective -> objective.objective().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Comparison comparison(RunSummary run, String measure, String objective) {
        return run.comparisons().stream()
                .filter(comparison -> comparison.measure().id().equals(measure))
                .filter(comparison -> comparison.objective().equals(objective))
                .findFirst()
                .orElseThrow();
    }
}
