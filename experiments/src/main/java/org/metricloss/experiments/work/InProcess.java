package org.metricloss.experiments.work;

import java.util.List;
import java.util.function.Consumer;
import org.metricloss.results.store.RunFolder;

/** Runs items in this process, one after the other. */
public final class InProcess implements TrialExecutor {
    private final WorkPlan plan;
    private final Progress progress;
    private final ItemRunner runner;

    /**
     * Creates the executor.
     *
     * @param plan the plan of the items
     * @param folder the run folder for records
     * @param progress receives the run's progress
     * @param settings how items are executed
     */
    public InProcess(WorkPlan plan, RunFolder folder, Progress progress, WorkerSettings settings) {
        this.plan = plan;
        this.progress = progress;
        this.runner = plan.runner(folder, progress, settings);
    }

    @Override
    public void run(List<String> ids, Consumer<String> recorded) {
        ids.forEach(runner::warmUp);
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            progress.trialStarted(id, i + 1, ids.size(), plan.steps(id).orElse(Progress.UNKNOWN));
            try {
                runner.run(id, false, false, List.of());
            } finally {
                progress.trialEnded();
            }
            recorded.accept(id);
        }
    }
}
