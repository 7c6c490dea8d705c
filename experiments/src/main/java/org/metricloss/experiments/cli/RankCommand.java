package org.metricloss.experiments.cli;

import java.util.concurrent.Callable;
import org.metricloss.results.record.RunMeasures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ranks objectives over data sets. */
@Command(
        name = "rank",
        description =
                "Ranks the objectives that several runs have in common, one run for each data set, and writes their mean ranks"
                        + " to a folder of their own.",
        mixinStandardHelpOptions = true)
final class RankCommand implements Callable<Integer> {
    @Mixin
    private SeveralRuns several;

    @Option(
            names = "--measure",
            paramLabel = "MEASURE",
            defaultValue = RunMeasures.PRIMARY,
            description = "The measure by which objectives are ranked, such as mapAtR; default: ${DEFAULT-VALUE}.")
    private String measure;

    @Override
    public Integer call() {
        RepeatedRuns runs = several.open();
        several.write(runs.repetition().rank(runs.folders(), measure));
        return Main.OK;
    }
}
