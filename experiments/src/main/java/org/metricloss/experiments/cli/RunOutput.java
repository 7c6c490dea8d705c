package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Reported;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine;

/**
 * Runs what a command has prepared, and prints what came out.
 *
 * @param execution how items are executed
 * @param exports what is written for other programs
 * @param limit how much memory an item may be predicted to need
 * @param command where the summary is printed and, if this process is told to end before, how to resume
 */
record RunOutput(ExecutionArguments execution, Exports exports, MemoryLimit limit, CommandLine command) {
    /**
     * {@return the exit code}
     *
     * @param plan what runs
     * @param run its run
     */
    int of(WorkPlan plan, StudyRun run) {
        PrintWriter out = command.getOut();
        exports.tensorBoard().ifPresent(folder -> out.println("tensorboard: " + folder));
        RunExport export = plan.export(run.folder(), exports);
        TrialExecutor executor = execution.executor(plan, run.folder(), exports.tensorBoard());
        Reported reported = withNotice(run.folder(), () -> run.run(executor, limit, export));
        out.println(reported.summary());
        out.println("report: " + run.folder().path().resolve(Report.PAGE));
        export.finish().forEach(out::println);
        return reported.hasFailures() ? Main.SOME_TRIALS_FAILED : Main.OK;
    }

    private <T> T withNotice(RunFolder folder, Supplier<T> run) {
        PrintWriter err = command.getErr();
        Thread notice = new Thread(() -> {
            err.println("stopped; to continue: resume " + folder.path());
            err.flush();
        });
        Runtime.getRuntime().addShutdownHook(notice);
        try {
            return run.get();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(notice);
            } catch (IllegalStateException endingAlready) {
                // The notice is being printed.
                err.flush();
            }
        }
    }
}
