package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.metricloss.experiments.cost.CostRun;
import org.metricloss.experiments.training.ExperimentRun;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.results.cost.CostConsole;
import org.metricloss.results.cost.CostSummary;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.ConsoleSummary;
import org.metricloss.results.training.summary.RunSummary;
import picocli.CommandLine;

/** Runs what commands have made ready, and prints what came out. */
final class RunOutput {
    private RunOutput() {}

    /**
     * {@return the exit code}
     *
     * @param run the run
     * @param executor who runs its trials
     * @param ended told of each trial that has ended, as {@link ExperimentRun#run(TrialExecutor, Consumer)} says
     * @param command where the summary is printed and, if this process is told to end before, how to go on
     */
    static int of(ExperimentRun run, TrialExecutor executor, Consumer<TrialRecord> ended, CommandLine command) {
        RunSummary summary = withNotice(run.folder(), () -> run.run(executor, ended), command.getErr());
        command.getOut().println(ConsoleSummary.of(summary));
        command.getOut().println("report: " + run.folder().path().resolve(Report.PAGE));
        return summary.recorded().failures().isEmpty() ? Main.OK : Main.SOME_TRIALS_FAILED;
    }

    /**
     * {@return the exit code; too little memory or time for a point is a result, no failure}
     *
     * @param run a run of a cost study
     * @param executor who measures its points
     * @param limit how much memory a point may be predicted to need
     * @param command as for training
     */
    static int of(CostRun run, TrialExecutor executor, MemoryLimit limit, CommandLine command) {
        CostSummary summary = withNotice(run.folder(), () -> run.run(executor, limit), command.getErr());
        command.getOut().println(CostConsole.of(summary));
        command.getOut().println("report: " + run.folder().path().resolve(Report.PAGE));
        return summary.failures().isEmpty() ? Main.OK : Main.SOME_TRIALS_FAILED;
    }

    private static <T> T withNotice(RunFolder folder, Supplier<T> run, PrintWriter err) {
        Thread notice = new Thread(() -> {
            err.println("stopped; to go on: resume " + folder.path());
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
