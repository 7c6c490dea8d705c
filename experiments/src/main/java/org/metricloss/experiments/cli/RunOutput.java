package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import org.metricloss.experiments.run.ExperimentRun;
import org.metricloss.experiments.run.TrialExecutor;
import org.metricloss.results.report.ConsoleSummary;
import org.metricloss.results.report.RunReport;
import org.metricloss.results.summary.RunSummary;
import picocli.CommandLine;

/** Runs what commands have made ready, and prints what came out. */
final class RunOutput {
    private RunOutput() {}

    /**
     * @param run the run
     * @param executor who runs its trials
     * @param command where the summary is printed and, if this process is told to end before, how to go on
     * @return the exit code
     */
    static int of(ExperimentRun run, TrialExecutor executor, CommandLine command) {
        RunSummary summary = withNotice(run, executor, command.getErr());
        command.getOut().println(ConsoleSummary.of(summary));
        command.getOut().println("report: " + run.folder().path().resolve(RunReport.PAGE));
        return summary.failures().isEmpty() ? Main.OK : Main.SOME_TRIALS_FAILED;
    }

    private static RunSummary withNotice(ExperimentRun run, TrialExecutor executor, PrintWriter err) {
        Thread notice = new Thread(() -> {
            err.println("stopped; to go on: resume " + run.folder().path());
            err.flush();
        });
        Runtime.getRuntime().addShutdownHook(notice);
        try {
            return run.run(executor);
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
