package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an experiment. */
@Command(name = "run", description = "Runs an experiment file and prints its summary.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ExperimentArguments arguments;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results/runs",
            description = "The folder of all runs; default: ${DEFAULT-VALUE}.")
    private Path results;

    @Mixin
    private ExportArguments exports;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExecutionArguments execution;

    @Override
    public Integer call() {
        Study study = arguments.study();
        execution.check(study, results);
        Exports exported = exports.exports(study);
        WorkPlan plan = arguments.plan(study);
        plan.requireFits(arguments.memoryLimit());
        exports.makeFolder();
        StudyRun run = StudyRun.create(plan, results, arguments.command("run"), Optional.of(arguments.source()));
        return new RunOutput(execution, exported, arguments.memoryLimit(), spec.commandLine()).of(plan, run);
    }
}
