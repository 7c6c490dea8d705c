package org.metricloss.experiments.work;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * Runs one item after the other in a worker process, which is used again for the next item unless it failed. An item whose worker
 * fails is tried again; after the last attempt it is recorded with the reason.
 */
final class WorkerLane implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(WorkerLane.class.getName());

    /**
     * The wait after a worker's death before the death counts as a failure. Ctrl-C reaches both processes, and this
     * process may notice it later than the worker.
     */
    private static final int ENDING_MILLIS = 500;

    /** Receives the progress of an item. */
    interface Steps {
        /**
         * Called a few times a second.
         *
         * @param trial the item
         * @param steps the number of steps since this attempt started
         * @param loss the last step's loss
         */
        void taken(String trial, long steps, double loss);
    }

    private final WorkPlan plan;
    private final RunFolder folder;
    private final WorkerSettings settings;
    private final WorkerCode code;
    private final PrintWriter log;
    private final Steps told;
    private volatile boolean ending;
    private volatile Optional<WorkerProcess> worker = Optional.empty();

    /**
     * Creates the lane; no worker is started yet.
     *
     * @param plan the plan of the items
     * @param folder the run folder for records
     * @param settings how workers are used
     * @param code the code that they run
     * @param log receives everything that they print
     * @param told receives the progress of items
     */
    WorkerLane(WorkPlan plan, RunFolder folder, WorkerSettings settings, WorkerCode code, PrintWriter log, Steps told) {
        this.plan = plan;
        this.folder = folder;
        this.settings = settings;
        this.code = code;
        this.log = log;
        this.told = told;
    }

    /**
     * Runs an item until it has a record, or until {@link #end} is called.
     *
     * @param trial the item
     * @param sideBySide whether other items run at the same time on this machine
     * @throws ResultsException if workers cannot be started or cannot run any item
     * @throws InterruptedException if this thread is interrupted
     */
    void run(String trial, boolean sideBySide) throws InterruptedException {
        long startNanos = System.nanoTime();
        List<String> lost = new ArrayList<>();
        for (int attempt = 0; ; attempt++) {
            Optional<Failure> failure = attempt(trial, sideBySide, lost);
            boolean wasReady = worker.filter(WorkerProcess::wasReady).isPresent();
            boolean isReusable = worker.filter(WorkerProcess::isReusable).isPresent();
            if (settings.measureMemory() || failure.isPresent() || !isReusable) {
                close();
            }
            // A worker may have written the record before it died.
            if (failure.isEmpty()
                    ? folder.hasRecord(trial)
                    : plan.study().record(folder, trial).isPresent()) {
                return;
            }
            Failure why = failure.orElseGet(
                    () -> Failure.invalidMessage("a worker reported a trial as done, but it has no record", ""));
            Thread.sleep(ENDING_MILLIS);
            if (ending) {
                return;
            }
            folder.requirePresent();
            if (attempt >= settings.retries() && !wasReady && why.status() != TrialStatus.TIMED_OUT) {
                // This is not a failure of the item, which was never started.
                throw new ResultsException("worker processes failed to start: " + why.reason());
            }
            if (attempt >= settings.retries() || why.status() == TrialStatus.TIMED_OUT) {
                double seconds = (System.nanoTime() - startNanos) * 1e-9;
                plan.recordLost(folder, new LostItem(trial, why.status(), why.reason(), lost, seconds, sideBySide));
                return;
            }
            LOGGER.log(System.Logger.Level.WARNING, "{0} is tried again: {1}", trial, why.reason());
            lost.add(why.reason());
        }
    }

    private Optional<Failure> attempt(String trial, boolean sideBySide, List<String> lost) throws InterruptedException {
        if (worker.isEmpty()) {
            WorkerProcess started = WorkerProcess.start(code, folder, settings, plan.device(), log);
            worker = Optional.of(started);
            if (ending) {
                started.stop();
            }
        }
        Message.Work work = new Message.Work(trial, sideBySide, settings.measureMemory(), List.copyOf(lost));
        return worker.get().run(work, steps -> told.taken(trial, steps.steps(), steps.loss()));
    }

    /** Kills the worker. Its death is not recorded, and the item is not tried again. May be called from any thread. */
    void end() {
        ending = true;
        worker.ifPresent(WorkerProcess::stop);
    }

    /** Ends the worker. The next item starts another one. */
    @Override
    public void close() {
        worker.ifPresent(WorkerProcess::close);
        worker = Optional.empty();
    }
}
