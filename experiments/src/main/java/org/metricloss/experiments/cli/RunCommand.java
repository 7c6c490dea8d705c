package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metricloss.experiments.cost.CostPlan;
import org.metricloss.experiments.cost.CostRun;
import org.metricloss.experiments.training.ExperimentRun;
import org.metricloss.experiments.training.MemoryForecast;
import org.metricloss.experiments.training.Plan;
import org.metricloss.results.record.Study;
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
        return arguments.study() == Study.COST ? measure() : train();
    }

    private int measure() {
        execution.checkForCost();
        exports.checkForCost();
        CostPlan plan = arguments.costPlan();
        CostRun run = CostRun.create(plan, results, arguments.command("run"), Optional.of(arguments.source()));
        return RunOutput.of(run, execution.executor(plan, run.folder()), arguments.memoryLimit(), spec.commandLine());
    }

    private int train() {
        execution.check();
        Plan plan = arguments.plan();
        MemoryForecast.of(plan, arguments.memoryLimit()).requireFits();
        exports.makeFolder();
        ExperimentRun run =
                ExperimentRun.create(plan, results, arguments.command("run"), Optional.of(arguments.source()));
        return exports.during(
                run.folder(),
                plan,
                ended -> RunOutput.of(
                        run, execution.executor(plan, run.folder(), exports.tensorBoard()), ended, spec.commandLine()));
    }
}
