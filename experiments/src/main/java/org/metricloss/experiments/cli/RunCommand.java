package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.record.Shard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--shard",
            paramLabel = "NUMBER/OF",
            description = "Runs one shard of the trials in a run folder of its own, for example 3/16 in the"
                    + " third of 16 jobs of a job array. All trials of a tuned objective are in the same shard. The"
                    + " command merge combines the shards into one run.")
    private String shard;

    @Mixin
    private ExportArguments exports;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ExecutionArguments execution;

    @Mixin
    private ClusterArguments cluster;

    @Override
    public Integer call() {
        Study study = arguments.study();
        cluster.check();
        execution.check(study, results);
        Exports exported = exports.exports(study);
        Optional<Shard> share = share();
        execution.preparing("reading the experiment and its data");
        WorkPlan plan = arguments.plan(study);
        if (share.isPresent() && plan.whyNoShards().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--shard is not possible: " + plan.whyNoShards().get());
        }
        cluster.check(plan);
        execution.check(plan);
        plan.requireFits(arguments.memoryLimit());
        exports.makeFolder();
        StudyRun run = StudyRun.create(
                plan,
                results,
                arguments.command(
                        "run",
                        share.map(part -> List.of("--shard", part.toString())).orElse(List.of())),
                Optional.of(arguments.source()),
                share);
        return new RunOutput(execution, cluster, exported, arguments.memoryLimit(), spec.commandLine()).of(plan, run);
    }

    private Optional<Shard> share() {
        try {
            return Optional.ofNullable(shard).map(Shard::parse);
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), "--shard: " + refused.getMessage(), refused);
        }
    }
}
