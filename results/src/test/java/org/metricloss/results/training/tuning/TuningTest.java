package org.metricloss.results.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.SampleTuning;
import org.metricloss.results.training.fairness.FairnessLedger;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.summary.RunSummary;

class TuningTest {
    private static final RunSummary RUN = RunSummary.of(SampleTuning.manifest(), SampleTuning.trials());

    private static ObjectiveTuning tuning(int index) {
        return ObjectiveTuning.of(RUN.recorded().tuning(), RUN.recorded().describedMeasures())
                .get(index);
    }

    @Test
    void settingsAreRankedByTheirMeanOverFolds() {
        assertThat(tuning(0).ranked(1)).extracting(TriedSetting::number).containsExactly(4, 2, 1, 3);
        assertThat(tuning(0).ranked(1).get(0).value()).hasValue((0.91 + 0.92) / 2);
        assertThat(tuning(0).ranked(2)).extracting(TriedSetting::number).containsExactly(2, 4);
    }

    /** The third setting had the best value of all on its other fold. */
    @Test
    void settingOfWhichATrialDivergedIsWorseThanAllOthers() {
        TriedSetting last = tuning(0).ranked(1).get(3);
        assertThat(last.number()).isEqualTo(3);
        assertThat(last.value()).isEmpty();
        assertThat(last.failed()).isEqualTo(1);
        assertThat(last.trials()).hasSize(2);
    }

    @Test
    void settingWithAFoldMissingHasNoValue() {
        List<TrialRecord> half = RUN.recorded().tuning().subList(0, 1);
        assertThat(ObjectiveTuning.of(half, RUN.recorded().describedMeasures())
                        .get(0)
                        .ranked(1)
                        .get(0)
                        .value())
                .isEmpty();
    }

    @Test
    void whereNothingFinishedTheFirstSettingComesFirst() {
        assertThat(tuning(1).ranked(2)).extracting(TriedSetting::number).containsExactly(1);
        assertThat(tuning(1).ranked(1)).extracting(TriedSetting::number).containsExactly(1, 2);
    }

    @Test
    void trialsAreCounted() {
        assertThat(tuning(0))
                .extracting(ObjectiveTuning::settings, ObjectiveTuning::trials, ObjectiveTuning::failed)
                .containsExactly(4, 12, 1);
        assertThat(tuning(1))
                .extracting(ObjectiveTuning::settings, ObjectiveTuning::trials, ObjectiveTuning::failed)
                .containsExactly(2, 6, 6);
    }

    @Test
    void trialsThatTuneAreNoRepeatsAndNoFailures() {
        assertThat(RUN.recorded().tuning()).hasSize(18);
        assertThat(RUN.recorded().trials()).hasSize(3);
        assertThat(RUN.recorded().failures()).isEmpty();
        assertThat(RUN.recorded().pending()).isZero();
        assertThat(RUN.recorded().objectives())
                .extracting(ObjectiveSummary::objective)
                .containsExactly("softmax", "softmax+center", "contrastive");
        assertThat(RUN.recorded().commands().of(RUN.recorded().tuning().subList(0, 1)))
                .contains("reproduce RUN center.djl.tune-1-1.fold-1");
    }

    @Test
    void selectionSaysWhatWasTestedAndWhatItCost() {
        List<Selection> selections = RUN.selections();
        assertThat(selections)
                .extracting(Selection::objective)
                .containsExactly("softmax+center", "contrastive", "softmax");
        assertThat(selections.get(0).judged().orElseThrow().value()).hasValue((0.96 + 0.97) / 2);
        assertThat(selections.get(1).judged().orElseThrow().value()).isEmpty();
        assertThat(selections.get(2).tuning()).isEmpty();
        assertThat(RunSummary.of(SampleRun.manifest(), SampleRun.trials()).selections())
                .isEmpty();
    }

    @Test
    void ledgerFlagsThatOneWasTunedAndTheOtherNot() {
        assertThat(RUN.fairness())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.conditions(FairnessLedger.Finding.DIFFERENT))
                        .contains("tuning trials"));
    }

    @Test
    void lowerIsBetterWhereTheMeasureSaysSo() {
        List<TrialRecord> steps = RUN.recorded().tuning().stream()
                .map(SampleTuning::byEqualErrorRate)
                .toList();
        assertThat(ObjectiveTuning.of(steps, RUN.recorded().describedMeasures())
                        .get(0)
                        .ranked(2))
                .extracting(TriedSetting::number)
                .containsExactly(4, 2);
    }
}
