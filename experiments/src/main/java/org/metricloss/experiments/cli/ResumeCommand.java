package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.metricloss.experiments.cost.CostExperiment;
import org.metricloss.experiments.cost.CostPlan;
import org.metricloss.experiments.cost.CostRun;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.ExperimentRun;
import org.metricloss.experiments.training.MemoryForecast;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.RunDifferences;
import org.metricloss.results.record.Study;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that was interrupted. */
@Command(
        name = "resume",
        description =
                "Goes on with a run where it stopped: trials that have ended are not run again, the others go on from"
                        + " their last checkpoint.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's folder: the one that holds manifest.json.")
    private Path path;

    @Option(
            names = "--force",
            description =
                    "Goes on also where the experiment file, the program, the data or the machine is another than when the run began."
                            + " The experiment stays the one that was begun.")
    private boolean force;

    @Mixin
    private MemoryArguments memory;

    @Mixin
    private ExecutionArguments execution;

    @Mixin
    private ExportArguments exports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        execution.check();
        RunFolder folder = RunFolder.open(path);
        return folder.manifest().study() == Study.COST ? measure(folder) : train(folder);
    }

    private int measure(RunFolder folder) {
        execution.checkForCost();
        exports.checkForCost();
        Available available = Available.onClassPath();
        CostPlan plan = CostPlan.of(CostExperiment.parse(
                path.resolve("manifest.json").toString(), folder.manifest().experiment(), List.of(), available));
        requireUnchanged(RunDifferences.ofCost(folder.manifest(), plan.versions(), available));
        CostRun run = CostRun.resume(plan, folder);
        return RunOutput.of(run, execution.executor(plan, folder), memory.limit(), spec.commandLine());
    }

    private void requireUnchanged(List<String> differences) {
        if (!force && !differences.isEmpty()) {
            throw new ResultsException("%s was begun otherwise: %s; --force goes on nevertheless"
                    .formatted(path, String.join("; ", differences)));
        }
    }

    private int train(RunFolder folder) {
        Available available = Available.onClassPath();
        Plan plan = TrainingRun.plan(folder);
        requireUnchanged(RunDifferences.of(folder.manifest(), plan, available));
        MemoryForecast.of(plan, memory.limit()).requireFits();
        exports.makeFolder();
        ExperimentRun run = ExperimentRun.resume(plan, folder);
        return exports.during(
                folder,
                plan,
                ended -> RunOutput.of(
                        run, execution.executor(plan, folder, exports.tensorBoard()), ended, spec.commandLine()));
    }
}
