package org.metricloss.experiments.work;

import java.util.List;
import java.util.function.Consumer;
import org.metricloss.results.store.RunFolder;

/** Runs items in this process, one after the other. */
public final class InProcess implements TrialExecutor {
    private final WorkPlan plan;
    private final RunFolder folder;
    private final RunProgress progress;
    private final ItemRunner runner;
    private String item = "";
    private long steps;

    /**
     * Creates the executor.
     *
     * @param plan the plan of the items
     * @param folder the run folder for records
     * @param progress receives the run's progress
     * @param settings how items are executed
     */
    public InProcess(WorkPlan plan, RunFolder folder, RunProgress progress, WorkerSettings settings) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.runner = plan.runner(folder, loss -> progress.steps(item, ++steps, loss), settings);
    }

    @Override
    public void run(List<String> ids, Consumer<String> recorded) {
        ids.forEach(runner::warmUp);
        try {
            for (String id : ids) {
                item = id;
                steps = 0;
                progress.started(id);
                if (!plan.settles(folder, id)) {
                    runner.run(id, false, false, List.of());
                }
                progress.ended(id);
                recorded.accept(id);
            }
        } finally {
            progress.pause();
        }
    }
}
