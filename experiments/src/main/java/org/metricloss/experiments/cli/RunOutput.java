package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.ProgressLine;
import org.metricloss.experiments.work.Reported;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine;

/**
 * Runs the plan that a command has prepared, and prints the results.
 *
 * @param execution how items are executed
 * @param cluster the cluster that executes them, if one is given
 * @param exports the exports for other programs
 * @param limit how much memory an item may be predicted to need
 * @param command prints where the run is, the summary or, if this process is terminated before the end, how to resume
 */
record RunOutput(
        ExecutionArguments execution,
        ClusterArguments cluster,
        Exports exports,
        MemoryLimit limit,
        CommandLine command) {
    /**
     * {@return the exit code}
     *
     * @param plan the plan of the run
     * @param run the run of the plan
     */
    int of(WorkPlan plan, StudyRun run) {
        PrintWriter out = command.getOut();
        RunFolder folder = run.folder();
        int trials = folder.manifest().trials().size();
        int missing = run.missing().size();
        out.println("run folder: %s (%s)"
                .formatted(
                        folder.path(),
                        missing == trials ? trials + " trials" : "%s of %s trials to run".formatted(missing, trials)));
        out.println("report, when all have ended: " + folder.path().resolve(Report.PAGE));
        run.warnings().forEach(line -> command.getErr().println("warning: " + line));
        exports.tensorBoard().ifPresent(board -> out.println("tensorboard: " + board));
        RunExport export = plan.export(folder, exports);
        Reported reported;
        try (TrialExecutor executor = execution.executor(plan, run, exports.tensorBoard(), cluster)) {
            reported = withNotice(folder, () -> run.run(executor, limit, export));
        }
        out.println(reported.summary());
        out.println("report: " + folder.path().resolve(Report.PAGE));
        export.finish().forEach(out::println);
        return reported.hasFailures() ? Main.SOME_TRIALS_FAILED : Main.OK;
    }

    private List<String> resume(RunFolder folder) {
        String path = folder.path().toString();
        return limit.isGiven()
                ? List.of("resume", path, "--memory-limit", limit.bytes() + "B")
                : List.of("resume", path);
    }

    private <T> T withNotice(RunFolder folder, Supplier<T> run) {
        PrintWriter err = command.getErr();
        Thread notice = new Thread(() -> {
            if (ProgressLine.isOnTerminal()) {
                // The cursor is behind the line of the progress.
                err.println();
            }
            err.println("interrupted; resume with: " + CommandText.of(resume(folder)));
            err.flush();
        });
        Runtime.getRuntime().addShutdownHook(notice);
        try {
            return run.get();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(notice);
            } catch (IllegalStateException endingAlready) {
                // The notice on how to resume is being printed.
                err.flush();
            }
        }
    }
}
