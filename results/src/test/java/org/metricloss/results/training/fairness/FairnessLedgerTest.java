package org.metricloss.results.training.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.training.fairness.FairnessLedger.Finding;
import org.metricloss.results.training.record.OptimizerRecord;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.run.RecordedRuns;

class FairnessLedgerTest {
    @Test
    void equalTrialsAreSaidToBeEqual() {
        List<FairnessLedger> ledger = ledger(SampleRun.trials());
        assertThat(ledger)
                .extracting(FairnessLedger::objective)
                .containsExactly("softmax+center", "contrastive", SampleRun.ODD_NAME);
        assertThat(ledger).extracting(FairnessLedger::pairs).containsExactly(5, 4, 1);
        assertThat(ledger.get(0).conditions(Finding.EQUAL))
                .containsExactly(
                        "data",
                        "split",
                        "network",
                        "initial weights",
                        "batches",
                        "optimizer",
                        "samples",
                        "threads and device",
                        "versions",
                        "seconds",
                        "tuning trials");
        assertThat(ledger.get(0).conditions()).hasSize(12);
        assertThat(ledger.get(0).secondsRatio().getAsDouble()).isPositive();
    }

    @Test
    void oneTrialWithOtherSettingsOrAnotherBudgetIsFlagged() {
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : SampleRun.trials()) {
            boolean changed = trial.setup().objective().equals("softmax+center")
                    && trial.setup().seed() == 3;
            trials.add(changed ? changed(trial) : trial);
        }
        Map<String, List<String>> unequal = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            // One seed alone, since repeats of one objective may not differ.
            if (trial.setup().seed() == 3) {
                ledger(trials.stream()
                                .filter(other -> other.setup().seed() == 3)
                                .toList())
                        .forEach(entry -> unequal.put(entry.objective(), entry.conditions(Finding.DIFFERENT)));
            }
        }
        assertThat(unequal)
                .containsEntry("softmax+center", List.of("optimizer", "samples", "threads and device"))
                .containsEntry("contrastive", List.of());
    }

    @Test
    void otherDrawsOfTheSeedAreFlaggedAndOlderRecordsSayThatTheyDoNotTell() {
        TrialRecord baseline = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
        TrialRecord other = SampleRun.finished("triplet", "triplet", 1, 0.9, 0.5);
        SeedDraws draws = other.setup().draws().orElseThrow();
        String hash = "c".repeat(64);
        assertThat(finding(baseline, drawing(other, new SeedDraws(hash, draws.initialWeights(), draws.batches()))))
                .containsExactly("split");
        assertThat(finding(baseline, drawing(other, new SeedDraws(draws.split(), hash, draws.batches()))))
                .containsExactly("initial weights");
        assertThat(finding(baseline, drawing(other, new SeedDraws(draws.split(), draws.initialWeights(), hash))))
                .containsExactly("batches");
        FairnessLedger older =
                ledger(List.of(baseline, drawing(other, Optional.empty()))).get(0);
        assertThat(older.conditions(Finding.NOT_RECORDED))
                .containsExactly("split", "initial weights", "batches", "budget");
    }

    private static List<String> finding(TrialRecord baseline, TrialRecord other) {
        return ledger(List.of(baseline, other)).get(0).conditions(Finding.DIFFERENT);
    }

    private static TrialRecord drawing(TrialRecord trial, SeedDraws draws) {
        return drawing(trial, Optional.of(draws));
    }

    private static TrialRecord drawing(TrialRecord trial, Optional<SeedDraws> draws) {
        return Variant.of(trial, "setup", Variant.of(trial.setup(), "draws", draws));
    }

    private static TrialRecord changed(TrialRecord trial) {
        TrialSetup setup = Variant.of(
                trial.setup(),
                "threads",
                trial.setup().threads() + 1,
                "optimizer",
                new OptimizerRecord("adam", Map.of("learningRate", "1")));
        TrialCost cost = Variant.of(trial.cost(), "samplesSeen", trial.cost().samplesSeen() + 1);
        return Variant.of(trial, "setup", setup, "cost", cost);
    }

    private static List<FairnessLedger> ledger(List<TrialRecord> trials) {
        return FairnessLedger.of(RecordedRuns.of(SampleRun.manifest(), trials));
    }
}
