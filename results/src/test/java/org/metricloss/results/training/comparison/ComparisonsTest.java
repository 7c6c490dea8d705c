package org.metricloss.results.training.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

/** Objectives compared with the baseline. */
class ComparisonsTest {
    private static final RunSummary RUN = RunSummary.of(SampleRun.manifest(), SampleRun.trials());

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
        RunSummary run = SampleRun.summary(twoEnginesAndVerification());
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
        List<Comparison> ratios = SampleRun.summary(twoEnginesAndVerification()).comparisons().stream()
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
        assertThat(comparison.verdictInWords()).isEqualTo("not compared: the only ended trial of triplet diverged");
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
        RunSummary run = SampleRun.summary(
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
    void clearDifferenceInTheOtherDirectionIsWorse() {
        RunSummary run = SampleRun.summary(
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
        RunSummary run = SampleRun.summary(
                SampleRun.finished("softmax", "softmax", 1, 0.9, 1),
                SampleRun.finished("softmax+center", "center", 2, 0.7, 1));
        Comparison comparison = comparison(run, "recallAt1", "softmax+center");
        assertThat(comparison.verdict()).isEqualTo(Verdict.NOT_COMPARED);
        assertThat(comparison.unpaired()).isEqualTo(2);
        assertThat(comparison.words()).isEqualTo("not compared with softmax: no seed has both");
    }

    private static Comparison comparison(RunSummary run, String measure, String objective) {
        return run.comparisons().stream()
                .filter(comparison -> comparison.measure().id().equals(measure))
                .filter(comparison -> comparison.objective().equals(objective))
                .findFirst()
                .orElseThrow();
    }
}
