package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.TemporaryFolder;
import org.metricloss.experiments.work.WorkPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Predicts what an experiment would run. */
@Command(
        name = "check",
        description = "Predicts what an experiment file would run: trials, tuples, memory and time."
                + " Writes no run folder.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ExperimentArguments arguments;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        TemporaryFolder.requireWritable();
        PrintWriter out = spec.commandLine().getOut();
        WorkPlan plan = arguments.plan(arguments.study());
        plan.warnings().forEach(warning -> spec.commandLine().getErr().println("warning: " + warning));
        plan.forecast(arguments.memoryLimit(), out::println);
        return Main.OK;
    }
}
