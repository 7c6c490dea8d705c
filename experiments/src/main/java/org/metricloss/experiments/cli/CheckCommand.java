package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.metricloss.datasets.DatasetSummary;
import org.metricloss.experiments.cost.CostForecast;
import org.metricloss.experiments.training.Forecast;
import org.metricloss.experiments.training.MemoryForecast;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.record.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what an experiment would run. */
@Command(
        name = "check",
        description = "Says what an experiment file would run: trials, tuples, memory, time. Keeps nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ExperimentArguments arguments;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (arguments.study() == Study.COST) {
            CostForecast.of(arguments.costPlan(), arguments.memoryLimit(), ExecutionArguments::forProbes)
                    .lines()
                    .forEach(out::println);
            return Main.OK;
        }
        Plan plan = arguments.plan();
        Experiment experiment = plan.experiment();
        DatasetSummary.lines(plan.data(experiment.seeds().get(0)), experiment.dataset())
                .forEach(out::println);
        MemoryForecast memory = MemoryForecast.of(plan, arguments.memoryLimit());
        if (!memory.fits()) {
            memory.lines().forEach(out::println);
        }
        Forecast.of(plan, memory).lines().forEach(out::println);
        return Main.OK;
    }
}
