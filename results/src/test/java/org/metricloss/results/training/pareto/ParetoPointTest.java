package org.metricloss.results.training.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrainingRecord;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.summary.RunSummary;

class ParetoPointTest {
    /** Three seeds about an accuracy and a time, half as wide as the spread says. */
    private static List<TrialRecord> objective(String name, double accuracy, double seconds, double spread) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            TrialRecord trial = SampleRun.finished(name, name, seed, accuracy + spread * (seed - 2), 0.5);
            trials.add(Variant.of(trial, "cost", cost(seconds * (1 + spread * (seed - 2)), false)));
        }
        return trials;
    }

    private static TrialCost cost(double seconds, boolean sideBySide) {
        // Half of it data; evaluation, which does not count, is the other way round.
        return new TrialCost(
                1,
                1,
                0,
                0,
                new PhaseSeconds(seconds / 2, seconds / 2, 100 / seconds),
                seconds + 100 / seconds,
                Optional.empty(),
                sideBySide);
    }

    @SafeVarargs
    private static List<ParetoPoint> points(List<TrialRecord>... objectives) {
        return run(objectives).pareto().points();
    }

    @SafeVarargs
    private static RunSummary run(List<TrialRecord>... objectives) {
        List<TrialRecord> trials = new ArrayList<>();
        for (List<TrialRecord> objective : objectives) {
            trials.addAll(objective);
        }
        return RunSummary.of(
                SampleRun.manifest("p", trials.stream().map(TrialRecord::id).toList()), trials);
    }

    @Test
    void fastAndAccurateAreInTheSetAndWhatBothBeatIsOutside() {
        RunSummary run = run(
                objective("fast", 0.8, 1, 0.001),
                objective("accurate", 0.95, 10, 0.001),
                objective("beaten", 0.7, 5, 0.001));
        List<ParetoPoint> points = run.pareto().points();
        assertThat(points).extracting(ParetoPoint::isInSet).containsExactly(true, true, false);
        assertThat(points).allMatch(ParetoPoint::certain);
        assertThat(points.get(2).dominatedBy()).containsExactly("fast");
        assertThat(points.get(0).seconds().mean()).isBetween(0.999, 1.001);
        assertThat(run.pareto().words())
                .isEqualTo("Of mean recall@1 against mean training time the Pareto set is fast and accurate;"
                        + " outside is beaten.");
    }

    @Test
    void manyObjectivesOutsideAreCounted() {
        RunSummary run = run(
                objective("best", 0.95, 1, 0.001),
                objective("a", 0.5, 2, 0.001),
                objective("b", 0.5, 2, 0.001),
                objective("c", 0.5, 2, 0.001),
                objective("d", 0.5, 2, 0.001),
                objective("e", 0.5, 2, 0.001));
        assertThat(run.pareto().words())
                .isEqualTo(
                        "Of mean recall@1 against mean training time the Pareto set is best; outside are the 5 others.");
    }

    @Test
    void whatIntervalsDoNotTellApartIsNotCertain() {
        RunSummary run =
                run(objective("a", 0.80, 1.0, 0.05), objective("b", 0.81, 1.1, 0.05), objective("far", 0.2, 40, 0.001));
        List<ParetoPoint> points = run.pareto().points();
        assertThat(points).extracting(ParetoPoint::isInSet).containsExactly(true, true, false);
        assertThat(points).extracting(ParetoPoint::certain).containsExactly(false, false, true);
        assertThat(run.pareto().words())
                .endsWith("a (not certain) and b (not certain); outside is far."
                        + " Not certain: the intervals over seeds leave that place open.");
    }

    /** However long the last steps took: what the budget gave was the same. */
    @Test
    void trialsThatABudgetOfSecondsEndedTookEquallyLong() {
        List<ParetoPoint> points = points(
                stoppedAfter(2, objective("fast", 0.8, 2.001, 0.0001)),
                stoppedAfter(2, objective("accurate", 0.95, 2.002, 0.0001)));
        assertThat(points).allMatch(point -> point.seconds().mean() == 2);
        assertThat(points).extracting(ParetoPoint::isInSet).containsExactly(false, true);
        assertThat(points).allMatch(ParetoPoint::certain);
    }

    private static List<TrialRecord> stoppedAfter(double seconds, List<TrialRecord> trials) {
        BudgetRecord budget = new BudgetRecord(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(seconds),
                Optional.empty(),
                Map.of(),
                BudgetRecord.LAST);
        TrainingRecord training = new TrainingRecord(Optional.of(StopReason.SECONDS), List.of(), Optional.empty());
        return trials.stream()
                .map(trial -> Variant.of(
                        trial,
                        "setup",
                        Variant.of(trial.setup(), "budget", Optional.of(budget)),
                        "trained",
                        Optional.of(training)))
                .toList();
    }

    @Test
    void equalPointsDoNotDominateEachOther() {
        List<ParetoPoint> points = points(objective("a", 0.8, 1, 0.001), objective("b", 0.8, 1, 0.001));
        assertThat(points).hasSize(2).allMatch(ParetoPoint::isInSet).noneMatch(ParetoPoint::certain);
    }

    @Test
    void oneSeedAndTimesSideBySideMakeNothingCertain() {
        List<TrialRecord> fast = objective("fast", 0.8, 1, 0.001);
        List<TrialRecord> slow = objective("slow", 0.7, 9, 0.001);
        assertThat(points(fast, slow)).hasSize(2).allMatch(ParetoPoint::certain);
        assertThat(points(fast.subList(0, 1), slow.subList(0, 1))).hasSize(2).noneMatch(ParetoPoint::certain);
        slow.set(0, Variant.of(slow.get(0), "cost", cost(9, true)));
        assertThat(points(fast, slow)).hasSize(2).noneMatch(ParetoPoint::certain);
    }

    @Test
    void theReasonForDoubtIsTold() {
        List<TrialRecord> fast = objective("fast", 0.8, 1, 0.001);
        List<TrialRecord> slow = objective("slow", 0.7, 9, 0.001);
        slow.set(0, Variant.of(slow.get(0), "cost", cost(9, true)));
        RunSummary sideBySide = run(fast, slow);
        assertThat(sideBySide.pareto().words())
                .endsWith("Not certain: trials ran side by side, so their times are not comparable.");
        RecordedRuns runs = run(fast, objective("slow", 0.7, 9, 0.001)).recorded();
        ParetoSet forced = ParetoSet.of(Variant.of(runs, "notComparable", List.of("processor is B in b, A in a")));
        assertThat(forced.points()).hasSize(2).noneMatch(ParetoPoint::certain);
        assertThat(forced.words()).endsWith("Not certain: these runs are not comparable.");
    }

    @Test
    void objectivesOfWhichNothingFinishedAreNoPoints() {
        List<TrialRecord> failed = List.of(SampleRun.diverged("failed", "failed", 1));
        assertThat(points(objective("a", 0.8, 1, 0.001), failed)).isEmpty();
        assertThat(points(objective("a", 0.8, 1, 0.001), objective("b", 0.9, 1, 0.001), failed))
                .extracting(ParetoPoint::objective)
                .containsExactly("a", "b");
    }
}
