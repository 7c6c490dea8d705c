package org.metricloss.experiments.cli;

import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Repetition;
import org.metricloss.results.store.ResultsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares runs. */
@Command(
        name = "compare",
        description = "Compares the objectives of several runs with the baseline of the first run, and writes tables "
                + "and report to a folder of their own.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Mixin
    private SeveralRuns several;

    @Option(
            names = "--force",
            description = "Compares runs even if they are not comparable because data, splits, network,"
                    + " budget, measures, code or machine differ, or because trials ran side by side or on unlike"
                    + " machines. The report then says so.")
    private boolean force;

    @Override
    public Integer call() {
        RepeatedRuns runs = several.open();
        Repetition.Comparison comparison = runs.repetition().compare(runs.folders());
        if (!force && !comparison.notComparable().isEmpty()) {
            throw new ResultsException("these runs are not comparable: %s; use --force to compare them anyway"
                    .formatted(String.join("; ", comparison.notComparable())));
        }
        several.write(comparison);
        return Main.OK;
    }
}
