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
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * Runs items in worker processes. A worker that dies, hangs, grows too large or sends an invalid message uses up one attempt of
 * its item. The next attempt resumes from the last checkpoint; after the last attempt the item is recorded with the reason.
 */
public final class WorkerPool implements TrialExecutor {
    private static final System.Logger LOGGER = System.getLogger(WorkerPool.class.getName());

    private final WorkPlan plan;
    private final RunFolder folder;
    private final RunProgress progress;
    private final WorkerSettings settings;
    private final long heapBytes;
    private final Set<WorkerLane> alive = ConcurrentHashMap.newKeySet();
    private Optional<WorkerCode> code = Optional.empty();
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
        try (PrintWriter log = log()) {
            run(trials, recorded, code(), log);
        } finally {
            end();
            removeHook(hook);
        }
    }

    /** The code is copied once, so that compiling the program does not affect later calls either. */
    private WorkerCode code() {
        WorkerCode copied =
                code.orElseGet(() -> WorkerCode.of(folder, ClassPath.ofThisProgram(), Versions.code(), heapBytes));
        code = Optional.of(copied);
        return copied;
    }

    /** Deletes the copy of the code. */
    @Override
    public void close() {
        Optional<WorkerCode> copied = code;
        code = Optional.empty();
        copied.ifPresent(WorkerCode::close);
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
        alive.forEach(WorkerLane::end);
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
                WorkerLane lane = new WorkerLane(plan, folder, settings, code, log, progress::steps);
                alive.add(lane);
                running.add(threads.submit(() -> run(lane, queue, recorded, sideBySide)));
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

    /** Runs one item after the other on one lane. */
    private void run(WorkerLane lane, Deque<String> queue, Consumer<String> recorded, boolean sideBySide) {
        try (lane) {
            for (String trial = queue.poll(); trial != null && !ending; trial = queue.poll()) {
                progress.started(trial);
                if (!plan.settles(folder, trial)) {
                    lane.run(trial, sideBySide);
                }
                if (plan.study()
                        .record(folder, trial)
                        .filter(record -> !record.isFinished())
                        .isPresent()) {
                    progress.failed(trial);
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
            alive.remove(lane);
        }
    }
}
