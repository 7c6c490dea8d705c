package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.metricloss.experiments.work.PlannedWork;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * Runs trials with another executor and prints one line for each trial that has ended. It serves logs, which show no
 * progress.
 */
final class TrialLines implements TrialExecutor {
    private final TrialExecutor executor;
    private final WorkPlan plan;
    private final RunFolder folder;
    private final Supplier<List<String>> planned;
    private final PrintWriter out;
    private Optional<PlannedWork> work = Optional.empty();
    private long done;
    private int ended;

    /**
     * @param executor runs the trials
     * @param plan tells the steps of trials
     * @param folder the run folder for records
     * @param planned the trials that will run; evaluated when the first one starts
     * @param out receives the lines
     */
    TrialLines(
            TrialExecutor executor, WorkPlan plan, RunFolder folder, Supplier<List<String>> planned, PrintWriter out) {
        this.executor = executor;
        this.plan = plan;
        this.folder = folder;
        this.planned = planned;
        this.out = out;
    }

    @Override
    public void run(List<String> ids, Consumer<String> recorded) {
        if (work.isEmpty()) {
            work = Optional.of(new PlannedWork(planned.get(), plan::steps, System.nanoTime()));
        }
        executor.run(ids, id -> {
            tell(id);
            recorded.accept(id);
        });
    }

    @Override
    public void close() {
        executor.close();
    }

    private synchronized void tell(String id) {
        PlannedWork all = work.orElseThrow();
        ended++;
        done += all.of(id);
        String left = ended < all.items() ? "; " + all.left(done, System.nanoTime()) : "";
        out.println("%s/%s %s: %s%s".formatted(ended, all.items(), id, outcome(id), left));
        out.flush();
    }

    private String outcome(String id) {
        ItemRecord record = plan.study()
                .record(folder, id)
                .orElseThrow(() ->
                        new ResultsException("the record of %s in %s no longer exists".formatted(id, folder.path())));
        return String.format(
                Locale.ROOT,
                "%s in %.1f s%s",
                record.status().words(),
                record.wallSeconds(),
                record.reason().map(why -> " (" + why + ")").orElse(""));
    }
}
