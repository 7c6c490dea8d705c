package org.metricloss.experiments.training;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.metricloss.experiments.work.Progress;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.results.store.RunFolder;

/** Runs trials in this process, one after the other. */
public final class InProcess implements TrialExecutor {
    private final Plan plan;
    private final Progress progress;
    private final TrialRunner runner;

    /**
     * @param plan what runs
     * @param folder where it is recorded
     * @param progress told how it gets on
     * @param listener told of every epoch
     * @param checkpointEvery how much time may pass between two checkpoints of a trial
     */
    public InProcess(Plan plan, RunFolder folder, Progress progress, EpochListener listener, Duration checkpointEvery) {
        this.plan = plan;
        this.progress = progress;
        this.runner = new TrialRunner(plan, folder, progress, listener, checkpointEvery);
    }

    /** A few steps of each objective on each engine go before, so that no trial's times hold loading and warming up. */
    @Override
    public void run(List<String> trials, Consumer<String> recorded) {
        Set<String> warm = new HashSet<>();
        trials.stream().filter(trial -> warm.add(plan.withoutSeed(trial))).forEach(runner::warmUp);
        for (int i = 0; i < trials.size(); i++) {
            progress.trialStarted(
                    trials.get(i),
                    i + 1,
                    trials.size(),
                    plan.steps(trials.get(i)).orElse(Progress.UNKNOWN));
            try {
                runner.run(trials.get(i), false, false);
            } finally {
                progress.trialEnded();
            }
            recorded.accept(trials.get(i));
        }
    }
}
