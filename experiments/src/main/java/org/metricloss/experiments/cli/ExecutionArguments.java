package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.metricloss.experiments.cost.CostPlan;
import org.metricloss.experiments.tensorboard.LiveExport;
import org.metricloss.experiments.training.InProcess;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.work.ProcessMemory;
import org.metricloss.experiments.work.Progress;
import org.metricloss.experiments.work.ProgressLine;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkerPool;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.record.Machine;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How trials are executed, as commands take it: none of it changes a result. */
final class ExecutionArguments {
    private static final int MOST_WORKERS = 256;
    private static final double SHARE_OF_MEMORY = 0.8;
    private static final long MIB = 1 << 20;
    /** A pebibyte, in MiB. */
    private static final long MOST_MEMORY = 1L << 30;

    private static final long MOST_SECONDS = 1_000_000;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many processes run trials at a time; 0 runs them in this one. Times of trials that run"
                    + " side by side are marked. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often a trial is tried again whose process died. Default: ${DEFAULT-VALUE}.")
    private int retries;

    @Option(
            names = "--worker-memory",
            paramLabel = "MIB",
            description =
                    "The most memory that a worker process may hold, in MiB; a larger one is stopped. Default: 80%% of"
                            + " the machine's, shared among the workers.")
    private Long workerMemory;

    @Option(
            names = "--silence",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description =
                    "After how many seconds without a word a worker process counts as hanging and is stopped. Default:"
                            + " ${DEFAULT-VALUE}.")
    private long silence;

    @Option(
            names = "--measure-memory",
            description = "Gives each trial a fresh worker process and records its peak memory.")
    private boolean measureMemory;

    @Option(
            names = "--checkpoint",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How many seconds of a trial a crash may cost: its state is kept as often. 0 for every step."
                    + " Default: ${DEFAULT-VALUE}.")
    private double checkpoint;

    @Option(
            names = "--quiet",
            description =
                    "Shows no progress: neither on a terminal nor, where there is none, a line for each trial that has"
                            + " ended.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * {@return who runs it}
     *
     * @param plan what runs
     * @param folder where it is recorded
     * @param tensorBoard where epochs are shown as they end, if anywhere
     */
    TrialExecutor executor(Plan plan, RunFolder folder, Optional<Path> tensorBoard) {
        return told(
                inProcessOrWorkers(plan, folder, tensorBoard),
                folder,
                () -> folder.missing().size());
    }

    /**
     * {@return who runs them}
     *
     * @param plan what runs
     * @param scratch where some of its trials are recorded once more
     * @param trials how many
     */
    TrialExecutor executor(Plan plan, RunFolder scratch, int trials) {
        return told(inProcessOrWorkers(plan, scratch, Optional.empty()), scratch, () -> trials);
    }

    private TrialExecutor inProcessOrWorkers(Plan plan, RunFolder folder, Optional<Path> tensorBoard) {
        Progress progress = progress();
        return workers == 0
                ? new InProcess(
                        plan, folder, progress, LiveExport.ofEpochs(plan, folder, tensorBoard), checkpointEvery())
                : new WorkerPool(plan, folder, progress, settings(tensorBoard));
    }

    /**
     * {@return who measures it}
     *
     * @param plan what is measured: in a fresh process each, one at a time
     * @param folder where it is recorded
     */
    TrialExecutor executor(CostPlan plan, RunFolder folder) {
        TrialExecutor pool = measuring(plan, folder, progress(), settings(Optional.empty()));
        return told(pool, folder, () -> folder.missing().size());
    }

    private Progress progress() {
        return quiet ? Progress.QUIET : ProgressLine.onTerminal();
    }

    private TrialExecutor told(TrialExecutor executor, RunFolder folder, IntSupplier trials) {
        return quiet || ProgressLine.isOnTerminal()
                ? executor
                : new TrialLines(executor, folder, trials, spec.commandLine().getErr());
    }

    /** {@return who measures the probes of a forecast: one at a time, quietly and without a second try} */
    static TrialExecutor forProbes(CostPlan plan, RunFolder folder) {
        long memory = (long) (SHARE_OF_MEMORY * Machine.current().memoryBytes());
        return measuring(
                plan,
                folder,
                Progress.QUIET,
                new WorkerSettings(
                        1,
                        0,
                        memory,
                        Duration.ofSeconds(600),
                        true,
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static TrialExecutor measuring(
            CostPlan plan, RunFolder folder, Progress progress, WorkerSettings settings) {
        Duration limit = Duration.ofMillis(Math.round(plan.study().timing().limit() * 1000));
        return new WorkerPool(
                plan,
                folder,
                progress,
                new WorkerSettings(
                        1,
                        settings.retries(),
                        settings.memoryBytes(),
                        limit.plus(settings.silence()),
                        true,
                        settings.checkpointEvery(),
                        Optional.of(limit),
                        Optional.empty()));
    }

    /** Refuses what cannot be for a cost study. */
    void checkForCost() {
        check();
        require(
                workers == 1,
                "a cost study measures one point at a time in a process of its own: --workers must be 1, got %s",
                workers);
    }

    /** Refuses what cannot be, before anything is begun. */
    void check() {
        require(workers >= 0 && workers <= MOST_WORKERS, "--workers must be in [0, %s], got %s", MOST_WORKERS, workers);
        require(retries >= 0, "--retries must be >= 0, got %s", retries);
        require(
                workerMemory == null || workerMemory >= 1 && workerMemory <= MOST_MEMORY,
                "--worker-memory must be in [1, %s], got %s",
                MOST_MEMORY,
                workerMemory);
        require(silence >= 1 && silence <= MOST_SECONDS, "--silence must be in [1, %s], got %s", MOST_SECONDS, silence);
        require(
                checkpoint >= 0 && checkpoint <= MOST_SECONDS,
                "--checkpoint must be in [0, %s], got %s",
                MOST_SECONDS,
                checkpoint);
        require(!measureMemory || workers > 0, "--measure-memory needs worker processes, got --workers 0");
        require(
                !measureMemory || ProcessMemory.ofThisProcess().peak().isPresent(),
                "--measure-memory needs a system that tells a process's peak memory in /proc, as Linux does");
    }

    private void require(boolean condition, String message, Object... values) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message.formatted(values));
        }
    }

    private WorkerSettings settings(Optional<Path> tensorBoard) {
        long memory = workerMemory == null
                ? (long) (SHARE_OF_MEMORY * Machine.current().memoryBytes() / workers)
                : workerMemory * MIB;
        return new WorkerSettings(
                workers,
                retries,
                memory,
                Duration.ofSeconds(silence),
                measureMemory,
                checkpointEvery(),
                Optional.empty(),
                tensorBoard);
    }

    private Duration checkpointEvery() {
        return Duration.ofMillis(Math.round(checkpoint * 1000));
    }
}
