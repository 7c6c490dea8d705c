package org.metricloss.results.training.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.equivalence.EngineEquivalence.Verdict;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.summary.ConsoleSummary;
import org.metricloss.results.training.summary.RunSummary;
import tech.tablesaw.api.Table;

/** One objective on two engines: equivalent, different, not shown, or not tested. */
class EngineEquivalenceTest {
    private static final String EXPERIMENT =
            "{\"engines\": [\"djl\", \"tensorflow\"], \"equivalence\": {\"measure\": \"recallAt1\", \"margin\": 0.01}}";

    @TempDir
    private Path folder;

    private static List<TrialRecord> pairs(String objective, double... differences) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int i = 0; i < differences.length; i++) {
            int seed = i + 1;
            double value = 0.9 + 0.01 * (seed % 3);
            trials.add(SampleRun.finished(objective, objective, seed, value, 0.5));
            trials.add(on("tensorflow", SampleRun.finished(objective, objective, seed, value + differences[i], 0.5)));
        }
        return trials;
    }

    private static TrialRecord on(String engine, TrialRecord trial) {
        return Variant.of(
                trial, "id", trial.id().replace("djl", engine), "setup", Variant.of(trial.setup(), "engine", engine));
    }

    private static Manifest manifest(List<TrialRecord> trials, String experiment) {
        return SampleRun.manifest(
                "engines", trials.stream().map(TrialRecord::id).toList(), experiment);
    }

    private static EngineEquivalence only(List<TrialRecord> trials) {
        List<EngineEquivalence> tests =
                RunSummary.of(manifest(trials, EXPERIMENT), trials).equivalence();
        assertThat(tests).hasSize(1);
        return tests.get(0);
    }

    @Test
    void smallDifferencesAreEquivalentAndTheWordsSaySo() {
        EngineEquivalence test = only(pairs("softmax", 0.001, -0.002, 0.0005, 0.001, -0.001));
        assertThat(test.verdict()).isEqualTo(Verdict.EQUIVALENT);
        assertThat(test.words())
                .isEqualTo("softmax on tensorflow is equivalent to djl within 0.01 (p < 0.001, 5 seeds)");
        assertThat(test.test().orElseThrow().difference().mean()).isNegative();
        // 0.91, 0.92, 0.90, 0.91, 0.92
        assertThat(test.referenceDeviation().orElseThrow()).isBetween(0.0083, 0.0084);
    }

    @Test
    void aLargeDifferenceIsDifferentAndAnUncertainOneIsNotShown() {
        assertThat(only(pairs("softmax", 0.05, 0.051, 0.052)).words())
                .startsWith("softmax on tensorflow differs from djl by more than 0.01 (p = 1.00, 3 seeds)");
        EngineEquivalence uncertain = only(pairs("softmax", 0.02, -0.02, 0.01));
        assertThat(uncertain.verdict()).isEqualTo(Verdict.NOT_SHOWN);
        assertThat(uncertain.words())
                .startsWith("softmax on tensorflow is not shown to be equivalent to djl within 0.01");
    }

    @Test
    void oneSeedOrEqualDifferencesAreNotTested() {
        assertThat(only(pairs("softmax", 0.001)).words())
                .isEqualTo("softmax on tensorflow is not tested against djl: one seed cannot be tested");
        assertThat(only(pairs("softmax", 0, 0, 0)).words())
                .isEqualTo(
                        "softmax on tensorflow is not tested against djl: the difference is the same for all 3 seeds,"
                                + " which cannot be tested");
    }

    @Test
    void aSeedThatDidNotFinishOnOneEngineIsNoPairAndIsCounted() {
        List<TrialRecord> trials = pairs("softmax", 0.001, -0.002, 0.0005, 0.001);
        trials.set(7, on("tensorflow", SampleRun.diverged("softmax", "softmax", 4)));
        EngineEquivalence test = only(trials);
        assertThat(test.pairs()).isEqualTo(3);
        assertThat(test.unpaired()).isEqualTo(1);
        assertThat(test.words()).endsWith(", 3 seeds, 1 more without a pair)");
    }

    @Test
    void theAnswerSaysForWhichObjectivesTheEnginesAreEquivalent() {
        List<TrialRecord> trials = pairs("softmax", 0.001, -0.002, 0.0005, 0.001, -0.001);
        trials.addAll(pairs("center", 0.001, -0.002, 0.0005));
        trials.addAll(pairs("triplet", 0.02, -0.02, 0.01));
        trials.addAll(pairs("circle", 0.05, 0.051, 0.052));
        trials.addAll(pairs("margin", 0.001));
        RunSummary summary = RunSummary.of(manifest(trials, EXPERIMENT), trials);
        String sentence =
                "Equivalence of tensorflow and djl within 0.01 of recall@1: shown for softmax and center; excluded for"
                        + " circle; not shown for triplet; not tested for margin.";
        assertThat(RunReport.of(summary).html()).contains("<p>" + sentence + "</p>");
        assertThat(ConsoleSummary.of(summary).replace("\n", " ")).contains(sentence);
    }

    @Test
    void eachObjectiveHasATestAndARunThatDoesNotAskHasNone() {
        List<TrialRecord> trials = pairs("softmax", 0.001, -0.002, 0.0005);
        trials.addAll(pairs("triplet", 0.001, -0.002, 0.0005));
        assertThat(RunSummary.of(manifest(trials, EXPERIMENT), trials).equivalence())
                .extracting(EngineEquivalence::objective)
                .containsExactly("softmax", "triplet");
        assertThat(RunSummary.of(manifest(trials, "{\"engines\": [\"djl\", \"tensorflow\"]}"), trials)
                        .equivalence())
                .isEmpty();
    }

    @Test
    void reportAndTableHoldTheTest() throws Exception {
        List<TrialRecord> trials = pairs("softmax", 0.001, -0.002, 0.0005, 0.001, -0.001);
        RunFolder run = RunFolder.create(folder, manifest(trials, EXPERIMENT));
        trials.forEach(run::write);
        RunSummary summary = RunReport.write(run);
        Table table = new EquivalenceSection(summary.recorded(), summary.equivalence()).table();
        assertThat(table.columnNames())
                .containsSequence("differenceMean", "differenceLow90", "differenceHigh90", "pLower", "pUpper")
                .contains("referenceDeviation", "engineDeviation", "margin", "verdict");
        assertThat(table.stringColumn("verdict").get(0)).isEqualTo("equivalent");
        String markdown = Files.readString(run.path().resolve("report.md"));
        assertThat(markdown)
                .contains("## Equivalence of engines", "softmax on tensorflow is equivalent to djl within 0.01");
        assertThat(Files.readString(run.path().resolve("tables/equivalence.csv")))
                .startsWith("measure,objective,");
    }
}
