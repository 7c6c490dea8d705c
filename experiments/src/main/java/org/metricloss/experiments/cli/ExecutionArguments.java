package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metricloss.experiments.work.HostSettings;
import org.metricloss.experiments.work.InProcess;
import org.metricloss.experiments.work.ProcessMemory;
import org.metricloss.experiments.work.ProgressLine;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.TemporaryFolder;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.Versions;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.experiments.work.WorkerPool;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command options for how trials are executed. None of them changes a result. */
final class ExecutionArguments {
    private static final int MOST_WORKERS = 256;
    private static final long MIB = 1 << 20;
    /** A pebibyte, in MiB. */
    private static final long MOST_MEMORY = 1L << 30;

    private static final long MOST_SECONDS = 1_000_000;
    private static final int RETRIES = 1;
    private static final long SILENCE = 600;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "The number of worker processes that run trials at a time; 0 runs trials in this process. Times of trials "
                            + "that run side by side are marked. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description =
                    "The number of times that a trial is repeated after its process died. Default: " + RETRIES + ".")
    private Integer givenRetries;

    @Option(
            names = "--worker-memory",
            paramLabel = "MIB",
            description = "The memory limit of each worker process in MiB; a process that exceeds it is"
                    + " stopped. Default: 80%% of the machine's memory, divided among the workers.")
    private Long workerMemory;

    @Option(
            names = "--silence",
            paramLabel = "SECONDS",
            description = "The number of seconds without a message after which a worker process is"
                    + " considered hanging and is stopped. "
                    + "Default: " + SILENCE + ".")
    private Long givenSilence;

    @Option(
            names = "--measure-memory",
            description = "Gives each trial a fresh worker process and records its peak memory.")
    private boolean measureMemory;

    @Option(
            names = "--checkpoint",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "The number of seconds between checkpoints of a trial, which is the most that a"
                    + " crash can lose. 0 writes a checkpoint after every step. Default: ${DEFAULT-VALUE}.")
    private double checkpoint;

    @Option(
            names = "--quiet",
            description = "Shows no progress: no bar on a terminal, and otherwise no line for each ended trial.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * {@return the executor of a run's items on a cluster if one is given, and on this machine otherwise}
     *
     * @param plan the plan of the items
     * @param run the run of the plan
     * @param tensorBoard the folder to which epochs are exported as they end on this machine, if they are exported
     * @param cluster the options for the cluster
     */
    TrialExecutor executor(WorkPlan plan, StudyRun run, Optional<Path> tensorBoard, ClusterArguments cluster) {
        Supplier<List<String>> items = run::missing;
        RunProgress progress = progress(plan, items);
        return cluster.executor(plan, run.folder(), hostSettings(), progress)
                .map(remote -> withLines(remote, plan, run.folder(), items))
                .orElseGet(() -> executor(plan, run.folder(), tensorBoard, items));
    }

    private RunProgress progress(WorkPlan plan, Supplier<List<String>> items) {
        return quiet ? RunProgress.QUIET : ProgressLine.onTerminal(items, plan);
    }

    /** {@return how each machine of a cluster executes items} */
    private HostSettings hostSettings() {
        return new HostSettings(
                Versions.code(),
                retries(),
                workerMemory == null ? 0 : workerMemory * MIB,
                Duration.ofSeconds(silence()).toMillis(),
                measureMemory,
                checkpointEvery().toMillis());
    }

    /**
     * {@return the executor that runs some of a plan's items again}
     *
     * @param plan the plan of the items
     * @param scratch the folder for the new records
     * @param items these items
     */
    TrialExecutor executor(WorkPlan plan, RunFolder scratch, List<String> items) {
        check(plan);
        return executor(plan, scratch, Optional.empty(), () -> items);
    }

    private TrialExecutor executor(
            WorkPlan plan, RunFolder folder, Optional<Path> tensorBoard, Supplier<List<String>> items) {
        RunProgress progress = progress(plan, items);
        WorkerSettings settings = plan.settings(settings(tensorBoard));
        TrialExecutor executor = settings.workers() == 0
                ? new InProcess(plan, folder, progress, settings)
                : new WorkerPool(plan, folder, progress, settings);
        return withLines(executor, plan, folder, items);
    }

    private TrialExecutor withLines(
            TrialExecutor executor, WorkPlan plan, RunFolder folder, Supplier<List<String>> items) {
        if (quiet || ProgressLine.isOnTerminal()) {
            return executor;
        }
        return new TrialLines(executor, plan, folder, items, spec.commandLine().getErr());
    }

    /**
     * Tells a user at a terminal what is prepared, because that can take minutes. Logs and {@code --quiet} do without.
     *
     * @param what what happens now, as one line
     */
    void preparing(String what) {
        if (!quiet && ProgressLine.isOnTerminal()) {
            spec.commandLine().getErr().println(what);
        }
    }

    /**
     * Refuses settings that are impossible or that a study does not support, before anything is started.
     *
     * @param study the study to run
     * @param folder the folder of its runs, or one run
     */
    void check(Study study, Path folder) {
        check();
        TemporaryFolder.requireWritable();
        if (workers > 0) {
            WorkerPool.requireUsable(folder);
        }
        study.refusal(settings(Optional.empty())).ifPresent(refusal -> {
            throw new ParameterException(spec.commandLine(), refusal);
        });
    }

    /**
     * Refuses settings with which items cannot compute on a plan's GPU, before anything is started.
     *
     * @param plan the plan
     */
    void check(WorkPlan plan) {
        settings(Optional.empty()).refusal(plan.device()).ifPresent(refusal -> {
            throw new ParameterException(spec.commandLine(), refusal);
        });
    }

    private int retries() {
        return givenRetries == null ? RETRIES : givenRetries;
    }

    private long silence() {
        return givenSilence == null ? SILENCE : givenSilence;
    }

    private void check() {
        require(workers >= 0 && workers <= MOST_WORKERS, "--workers must be in [0, %s], got %s", MOST_WORKERS, workers);
        require(retries() >= 0, "--retries must be >= 0, got %s", retries());
        require(
                workerMemory == null || workerMemory >= 1 && workerMemory <= MOST_MEMORY,
                "--worker-memory must be in [1, %s], got %s",
                MOST_MEMORY,
                workerMemory);
        require(
                silence() >= 1 && silence() <= MOST_SECONDS,
                "--silence must be in [1, %s], got %s",
                MOST_SECONDS,
                silence());
        require(
                checkpoint >= 0 && checkpoint <= MOST_SECONDS,
                "--checkpoint must be in [0, %s], got %s",
                MOST_SECONDS,
                checkpoint);
        requireWorkers("--measure-memory", measureMemory);
        requireWorkers("--retries", givenRetries != null);
        requireWorkers("--silence", givenSilence != null);
        requireWorkers("--worker-memory", workerMemory != null);
        require(
                !measureMemory || ProcessMemory.ofThisProcess().peak().isPresent(),
                "--measure-memory needs a system that reports a process's peak memory in /proc, such as Linux");
    }

    private void requireWorkers(String option, boolean given) {
        require(!given || workers > 0, "%s needs worker processes, got --workers 0", option);
    }

    private void require(boolean condition, String message, Object... values) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message.formatted(values));
        }
    }

    private WorkerSettings settings(Optional<Path> tensorBoard) {
        long memory = workerMemory == null ? WorkerSettings.defaultMemoryBytes(workers) : workerMemory * MIB;
        return new WorkerSettings(
                workers,
                retries(),
                memory,
                Duration.ofSeconds(silence()),
                measureMemory,
                checkpointEvery(),
                Optional.empty(),
                tensorBoard);
    }

    private Duration checkpointEvery() {
        return Duration.ofMillis(Math.round(checkpoint * 1000));
    }
}
