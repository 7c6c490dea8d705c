package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Reported;
import org.metricloss.experiments.work.RunMerge;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one run of shards. */
@Command(
        name = "merge",
        description =
                "Combines the shards of an experiment (run --shard) into one run and prints its summary. The given runs are not"
                        + " changed.",
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders of runs of one experiment.")
    private List<Path> paths;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "results/runs",
            description = "The folder of all runs, in which the merged run gets a folder; default: ${DEFAULT-VALUE}.")
    private Path output;

    @Option(
            names = "--partial",
            description =
                    "Merges even if shards or trials are missing. The command resume then runs the missing trials.")
    private boolean partial;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<RunFolder> runs = paths.stream().map(RunFolder::open).toList();
        RunMerge merge = RunMerge.of(runs);
        List<String> missing = merge.missing();
        if (!partial && !missing.isEmpty()) {
            throw new ResultsException(
                    "these runs do not make up the whole experiment: %s; use --partial to merge them anyway"
                            .formatted(String.join("; ", missing)));
        }
        List<String> arguments = new ArrayList<>(List.of("merge"));
        paths.forEach(path -> arguments.add(path.toString()));
        arguments.addAll(List.of("--output", output.toString()));
        if (partial) {
            arguments.add("--partial");
        }
        RunFolder merged = merge.write(output, CommandText.of(arguments));
        Reported reported = Study.of(merged).report(merged);
        PrintWriter out = spec.commandLine().getOut();
        missing.forEach(out::println);
        out.println(reported.summary());
        out.println("report: " + merged.path().resolve(Report.PAGE));
        return reported.hasFailures() ? Main.SOME_TRIALS_FAILED : Main.OK;
    }
}
