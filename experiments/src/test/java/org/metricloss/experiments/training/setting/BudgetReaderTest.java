package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.results.training.record.Target;

/** How long trials train, when they are validated, and which weights are tested: read, written back, refused. */
class BudgetReaderTest {
    private static final String BUDGET = "budget: {epochs: 5}";

    private static Experiment with(String text) {
        return Examples.parse(Examples.quickstart(BUDGET, text));
    }

    @Test
    void everyEndOfTrainingIsRead() {
        BudgetSetting budget = with("budget: {epochs: 3, samples: 60000, seconds: 1.5,"
                        + " target: {measure: equalErrorRate, value: 0.05}}")
                .budget();
        assertThat(budget)
                .isEqualTo(new BudgetSetting(
                        Optional.of(3),
                        Optional.of(60_000L),
                        Optional.empty(),
                        Optional.of(1.5),
                        Optional.of(new Target("equalErrorRate", 0.05))));
    }

    @Test
    void nothingIsValidatedStoppedOrSelectedUnlessAsked() {
        Experiment plain = with(BUDGET);
        assertThat(plain.budget()).isEqualTo(new BudgetSetting(5));
        assertThat(plain.earlyStopping()).isEmpty();
        assertThat(plain.select()).isEqualTo(SelectSetting.LAST);
        assertThat(plain.evaluation().validation()).isEqualTo(new ValidationSetting(1, 0));
    }

    @Test
    void bestIsByWhatEarlyStoppingWatchesUnlessNamed() {
        assertThat(with(BUDGET + "\nselect: best").select().best()).hasValue("recallAt1");
        assertThat(with(BUDGET + "\nselect: best\nearlyStopping: {measure: mapAtR, patience: 2}")
                        .select()
                        .best())
                .hasValue("mapAtR");
        assertThat(with(BUDGET + "\nselect: {best: nmi}\nearlyStopping: {patience: 2}")
                        .select()
                        .best())
                .hasValue("nmi");
        assertThat(with(BUDGET + "\nselect: last").select()).isEqualTo(SelectSetting.LAST);
        assertThat(with(BUDGET + "\nearlyStopping: {patience: 2}").earlyStopping())
                .hasValue(new EarlyStoppingSetting("recallAt1", 2, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budget: {samples: 1}",
                "budget: {seconds: 0.1, epochs: 2}\nevaluation: {everySteps: 3}",
                "budget: {samples: 9, target: {measure: recallAt1, value: 1}}\nevaluation: {every: 4}",
                "budget: {epochs: 9}\nevaluation: {every: 0}",
                "budget: {epochs: 9}\nearlyStopping: {patience: 3, minDelta: 1e-3}\nselect: best"
            })
    void readingTheCanonicalTextGivesTheSameExperiment(String text) {
        Experiment experiment = with(text);
        String canonical = experiment.canonicalText();
        assertThat(Examples.parse(canonical)).isEqualTo(experiment);
        assertThat(Examples.parse(canonical).canonicalText()).isEqualTo(canonical);
        assertThat(canonical).isNotEqualTo(with(BUDGET).canonicalText());
    }

    @Test
    void oneRunCanChangeThemAll() {
        Experiment changed = Examples.parse(
                Examples.quickstart(),
                "budget={seconds: 2}",
                "earlyStopping.patience=4",
                "select=best",
                "evaluation.everySteps=7");
        assertThat(changed.budget().epochs()).isEmpty();
        assertThat(changed.budget().seconds()).hasValue(2.0);
        assertThat(changed.earlyStopping().orElseThrow().patience()).isEqualTo(4);
        assertThat(changed.evaluation().validation().everySteps()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
budget: {target: {measure: recallAt1, value: 0.9}} | 6:9: budget needs epochs, samples, steps or seconds in addition to a target, which may never be reached
budget: {samples: 0}          | 6:19: samples must be a whole number in [1, 2147483647], got 0
budget: {seconds: 0}          | 6:19: seconds must be > 0, got 0
budget: {seconds: soon}       | 6:19: seconds must be > 0, got soon
budget: {epochs: 1, target: 0.9} | 6:29: target must be a mapping, got 0.9
budget: {epochs: 1, target: {measure: recall, value: 0.9}} | 6:39: no measure 'recall'; available: MEASURES
budget: {epochs: 1, target: {measure: compactness, value: 1}} | 6:39: no measure 'compactness'; available: MEASURES
budget: {epochs: 1, target: {measure: recallAt1, value: 95}} | 6:57: value must be in [0, 1], got 95
budget: {epochs: 1, target: {measure: recallAt1}} | 6:29: missing key 'value'; allowed: measure, value
budget: {epochs: 5}#earlyStopping: {} | 7:16: missing key 'patience'; allowed: measure, patience, minDelta
budget: {epochs: 5}#earlyStopping: {patience: 0} | 7:27: patience must be a whole number in [1, 1000000], got 0
budget: {epochs: 5}#earlyStopping: {patience: 1, minDelta: -1} | 7:40: minDelta must be >= 0, got -1
budget: {epochs: 5}#select: first | 7:9: no selection 'first'; available: best, last
budget: {epochs: 5}#select: {best: loss} | 7:16: no measure 'loss'; available: MEASURES
budget: {epochs: 5}#evaluation: {every: 1, everySteps: 5} | 7:21: every (epochs) cannot be combined with everySteps
budget: {epochs: 5}#evaluation: {everySteps: 0} | 7:26: everySteps must be a whole number in [1, 2147483647], got 0
budget: {epochs: 5}#evaluation: {every: 0}#select: best | 8:9: select needs the validation part, which evaluation.every: 0 does not measure
budget: {epochs: 5}#evaluation: {every: 0}#earlyStopping: {patience: 1} | 8:16: earlyStopping needs the validation part, which evaluation.every: 0 does not measure
""")
    void impossibleValuesAreRefusedAtTheirPlace(String text, String refusal) {
        String line = Examples.refusal(Examples.quickstart(BUDGET, text.replace('#', '\n')));
        assertThat(line)
                .startsWith("test.yaml:" + refusal.replace("MEASURES", "").strip());
    }

    @Test
    void aScheduleOverTheWholeBudgetNeedsItsSteps() {
        String cosine = Examples.quickstart("weightDecay: 5.0e-4", "weightDecay: 5.0e-4, schedule: cosine");
        assertThat(Examples.refusal(cosine, "budget={seconds: 3}"))
                .contains(
                        "schedule cosine runs over the whole budget, whose steps must be known: give epochs, samples or steps too");
        assertThat(Examples.parse(cosine, "budget={samples: 300}").budget().samples())
                .hasValue(300L);
    }
}
