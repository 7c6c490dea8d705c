package org.metricloss.experiments.work;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * Runs items in worker processes. A worker that dies, hangs, grows too large or sends an invalid message uses up one attempt of
 * its item. The next attempt resumes from the last checkpoint; after the last attempt the item is recorded with the reason.
 */
public final class WorkerPool implements TrialExecutor {
    private static final System.Logger LOGGER = System.getLogger(WorkerPool.class.getName());

    /**
     * The wait after a worker's death before the death counts as a failure. Ctrl-C reaches both processes, and this
     * process may notice it later than the worker.
     */
    private static final int ENDING_MILLIS = 500;

    private final WorkPlan plan;
    private final RunFolder folder;
    private final RunProgress progress;
    private final WorkerSettings settings;
    private final long heapBytes;
    private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    /**
     * Creates the executor; no worker is started yet.
     *
     * @param plan the plan of the items
     * @param folder the run folder for records; the caller holds its lock
     * @param progress receives the run's progress
     * @param settings how workers are used
     */
    public WorkerPool(WorkPlan plan, RunFolder folder, RunProgress progress, WorkerSettings settings) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.settings = settings;
        this.heapBytes = Math.min(Runtime.getRuntime().maxMemory(), settings.memoryBytes());
    }

    /**
     * Refuses a folder from which no worker can be started.
     *
     * @param folder the folder of runs, or one run
     * @throws ResultsException if its path has a character that a class path cannot have
     */
    public static void requireUsable(Path folder) {
        WorkerCode.requireUsable(folder);
    }

    @Override
    public void run(List<String> trials, Consumer<String> recorded) {
        // An earlier call may have set this flag. If this process is ending, the hook below is refused.
        ending = false;
        Thread hook = new Thread(this::end, "end-workers");
        Runtime.getRuntime().addShutdownHook(hook);
        try (WorkerCode code = WorkerCode.of(folder, heapBytes);
                PrintWriter log = log()) {
            run(trials, recorded, code, log);
        } finally {
            end();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            LOGGER.log(System.Logger.Level.DEBUG, "the process is ending already");
        }
    }

    /** Kills every worker. From now on no worker is started, and no death of a worker is recorded. */
    private void end() {
        ending = true;
        alive.forEach(WorkerProcess::stop);
    }

    private PrintWriter log() {
        try {
            return new PrintWriter(
                    Files.newBufferedWriter(
                            folder.path().resolve("workers.log"),
                            StandardCharsets.UTF_8,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND),
                    true);
        } catch (IOException failed) {
            throw ResultsException.cannotWrite(folder.path().resolve("workers.log"), failed);
        }
    }

    private void run(List<String> trials, Consumer<String> recorded, WorkerCode code, PrintWriter log) {
        Deque<String> queue = new ConcurrentLinkedDeque<>(trials);
        int lanes = Math.min(settings.workers(), trials.size());
        // Items count as parallel if the run has several workers, even when the last item runs alone.
        boolean sideBySide = settings.workers() > 1 && plan.trialIds().size() > 1;
        ExecutorService threads = Executors.newFixedThreadPool(lanes);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < lanes; i++) {
                running.add(threads.submit(() -> new Lane(queue, recorded, code, log, sideBySide).run()));
            }
            for (Future<?> lane : running) {
                await(lane);
            }
        } finally {
            end();
            threads.shutdownNow();
            progress.pause();
        }
    }

    private static void await(Future<?> lane) {
        try {
            lane.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ResultsException("the run was interrupted", interrupted);
        }
    }

    /** Runs one item after the other, on one worker at a time. */
    private final class Lane {
        private final Deque<String> queue;
        private final Consumer<String> recorded;
        private final WorkerCode code;
        private final PrintWriter log;
        private final boolean sideBySide;
        private Optional<WorkerProcess> worker = Optional.empty();

        Lane(Deque<String> queue, Consumer<String> recorded, WorkerCode code, PrintWriter log, boolean sideBySide) {
            this.queue = queue;
            this.recorded = recorded;
            this.code = code;
            this.log = log;
            this.sideBySide = sideBySide;
        }

        void run() {
            try {
                for (String trial = queue.poll(); trial != null && !ending; trial = queue.poll()) {
                    progress.started(trial);
                    if (!plan.settles(folder, trial)) {
                        run(trial);
                    }
                    progress.ended(trial);
                    // An item has no record if the run was told to end.
                    if (folder.hasRecord(trial)) {
                        recorded.accept(trial);
                    }
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException stopped) {
                // A lane that cannot continue ends the run, because the other lanes would fail in the same way.
                end();
                throw stopped;
            } finally {
                discard();
            }
        }

        private void run(String trial) throws InterruptedException {
            long startNanos = System.nanoTime();
            List<String> lost = new ArrayList<>();
            for (int attempt = 0; ; attempt++) {
                Optional<Failure> failure = attempt(trial, lost);
                boolean wasReady = worker.filter(WorkerProcess::wasReady).isPresent();
                boolean isReusable = worker.filter(WorkerProcess::isReusable).isPresent();
                if (settings.measureMemory() || failure.isPresent() || !isReusable) {
                    discard();
                }
                // A worker may have written the record before it died.
                if (failure.isEmpty()
                        ? folder.hasRecord(trial)
                        : plan.study().record(folder, trial).isPresent()) {
                    return;
                }
                Failure why = failure.orElseGet(
                        () -> Failure.invalidMessage("a trial is reported as done but has no record", ""));
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
                    plan.recordLost(folder, trial, why.status(), why.reason(), List.copyOf(lost), seconds, sideBySide);
                    return;
                }
                LOGGER.log(System.Logger.Level.WARNING, "{0} is tried again: {1}", trial, why.reason());
                lost.add(why.reason());
            }
        }

        private Optional<Failure> attempt(String trial, List<String> lost) throws InterruptedException {
            if (worker.isEmpty()) {
                WorkerProcess started = WorkerProcess.start(code, folder, settings, log);
                alive.add(started);
                worker = Optional.of(started);
                if (ending) {
                    started.stop();
                }
            }
            Message.Work work = new Message.Work(trial, sideBySide, settings.measureMemory(), List.copyOf(lost));
            return worker.get().run(work, steps -> progress.steps(trial, steps.steps(), steps.loss()));
        }

        private void discard() {
            worker.ifPresent(process -> {
                process.close();
                alive.remove(process);
            });
            worker = Optional.empty();
        }
    }
}
