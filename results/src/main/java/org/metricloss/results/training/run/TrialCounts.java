package org.metricloss.results.training.run;

import java.util.List;
import org.metricloss.results.training.record.TrialRecord;

/**
 * How many of the planned trials finished, failed and have not ended. Trials that tune count as all others do. A trial
 * failed if it ended without finishing, for whatever reason: it diverged, collapsed or ran out of memory, for example.
 *
 * @param planned how many trials were planned; the sum of finished, failed and pending
 * @param finished how many finished
 * @param failed how many ended without finishing
 * @param pending how many have not ended
 * @param tuning how many of the ended trials tuned the objectives
 * @param tuningFailed how many of those failed
 */
public record TrialCounts(int planned, int finished, int failed, int pending, int tuning, int tuningFailed) {
    /**
     * {@return the counts of runs}
     *
     * @param runs the runs
     */
    public static TrialCounts of(RecordedRuns runs) {
        int tuningFailed = failed(runs.tuning());
        int failed = failed(runs.trials()) + tuningFailed;
        int ended = runs.trials().size() + runs.tuning().size();
        return new TrialCounts(
                runs.planned(),
                ended - failed,
                failed,
                runs.pending(),
                runs.tuning().size(),
                tuningFailed);
    }

    private static int failed(List<TrialRecord> trials) {
        return (int) trials.stream().filter(trial -> !trial.isFinished()).count();
    }

    /** {@return the counts in one or two sentences} */
    public String words() {
        return "Of " + planned + " planned trials " + finished + " finished, " + failed + " failed and " + pending
                + " have not ended."
                + (tuning == 0
                        ? ""
                        : " Of them " + tuning + " tuned the objectives, and " + tuningFailed + " of these failed.");
    }
}
