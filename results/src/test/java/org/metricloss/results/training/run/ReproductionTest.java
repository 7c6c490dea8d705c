package org.metricloss.results.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.formats.Sha256;
import org.metricloss.results.TrainingRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.Term;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.TrainingRecord;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;

class ReproductionTest {
    private static final TrialRecord RECORDED = TrainingRun.trials().get(0);
    private static final TrialRecord DIVERGED = TrainingRun.trials().get(1);

    @Test
    void timesMemoryVersionsAndReasonMayDiffer() {
        PhaseSeconds slow = new PhaseSeconds(7, 8, 9);
        TrialCost cost = DIVERGED.cost();
        TrialRecord again = Variant.of(
                DIVERGED,
                "reason",
                Optional.of("in other words"),
                "setup",
                Variant.of(DIVERGED.setup(), "versions", Map.of("java", "25")),
                "cost",
                new TrialCost(
                        cost.steps(),
                        cost.samplesSeen(),
                        cost.tuplesConsidered(),
                        cost.tuplesActive(),
                        slow,
                        99,
                        Optional.of(1L << 30),
                        true),
                "epochs",
                DIVERGED.epochs().stream()
                        .map(epoch -> Variant.of(epoch, "seconds", slow))
                        .toList(),
                "trained",
                DIVERGED.trained()
                        .map(training -> new TrainingRecord(
                                training.stop(),
                                training.validation().stream()
                                        .map(point -> Variant.of(point, "seconds", 99.0))
                                        .toList(),
                                training.tested())));
        Reproduction reproduction = Reproduction.of(DIVERGED, again);
        assertThat(reproduction.differences()).isEmpty();
        assertThat(reproduction.values()).isGreaterThan(40);
    }

    @Test
    void settingsAndResultsOfAnyNameAreCompared() {
        TrialRecord one = named(RECORDED, RECORDED.setup().dataset().sha256(), 1);
        TrialRecord other = named(RECORDED, Sha256.of("other data"), 2);
        assertThat(Reproduction.of(one, other).differences())
                .extracting(Reproduction.Difference::path)
                .containsExactlyInAnyOrder(
                        "setup.dataset.sha256",
                        "setup.terms.0.hyperparameters.secondMargin",
                        "epochs.0.diagnostics.sample.format",
                        "epochs.0.diagnostics.sample.seconds",
                        "measures.reason");
    }

    /** A trial on some data, whose hyperparameter, diagnostics and measure are called like what is left out. */
    private static TrialRecord named(TrialRecord trial, String dataSha256, int value) {
        EpochRecord first = trial.epochs().get(0);
        Map<String, Double> measures = new LinkedHashMap<>(trial.measures());
        measures.put("reason", (double) value);
        return Variant.of(
                trial,
                "setup",
                Variant.of(
                        trial.setup(),
                        "dataset",
                        Variant.of(trial.setup().dataset(), "sha256", dataSha256),
                        "terms",
                        List.of(new Term("mine", 1, Map.of("secondMargin", "" + value)))),
                "epochs",
                List.of(Variant.of(
                        first, "diagnostics", Map.of("sample.format", (double) value, "sample.seconds", (double)
                                value))),
                "measures",
                measures);
    }
}
