package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.metricloss.results.TrainingRun;
import org.metricloss.results.Variant;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.Target;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

class TrainingSectionTest {
    @Test
    void trialsThatBrokeOffWereNotTested() {
        // Of seven trials of triplet one diverged.
        assertThat(report(UnaryOperator.identity()))
                .contains("| triplet | broke off (1), samples (2), target (4) | 1 (2), 2 (2), 3 (2) |");
    }

    @Test
    void finishedTrialsOfOlderRecordsDidNotBreakOff() {
        assertThat(report(trial -> trial.setup().objective().equals("slow")
                        ? Variant.of(trial, "trained", Optional.empty())
                        : trial))
                .contains("| slow | not recorded (7) | 3 (7) |");
    }

    @Test
    void eachBudgetAndTargetIsTold() {
        BudgetRecord other = new BudgetRecord(
                Optional.of(3),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Target("recallAt1", 0.8)),
                Map.of(),
                BudgetRecord.LAST);
        String report = report(trial -> trial.setup().objective().equals("slow")
                ? Variant.of(trial, "setup", Variant.of(trial.setup(), "budget", Optional.of(other)))
                : trial);
        assertThat(report)
                .contains(
                        "A trial of softmax and triplet trains for 4320 samples, or until recallAt1 \\>= 0.9 on the validation"
                                + " part, whichever comes first. The weights after the last step are tested.",
                        "A trial of slow trains for 3 epochs, or until recallAt1 \\>= 0.8 on the validation part, whichever comes"
                                + " first. The weights",
                        "| slow | recallAt1 \\>= 0.8 | 7 |");
        assertThat(report(UnaryOperator.identity()))
                .contains("A trial trains for 4320 samples", "| slow | recallAt1 \\>= 0.9 | 7 |");
    }

    private static String report(UnaryOperator<TrialRecord> change) {
        List<TrialRecord> trials = new ArrayList<>(TrainingRun.trials());
        trials.replaceAll(change);
        return RunReport.of(RunSummary.of(TrainingRun.manifest(), trials)).markdown();
    }
}
