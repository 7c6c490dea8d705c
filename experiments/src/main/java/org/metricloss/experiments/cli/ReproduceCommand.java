package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.metricloss.experiments.training.MemoryForecast;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.RunDifferences;
import org.metricloss.experiments.training.ScratchRun;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.Reproduction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs recorded trials again. */
@Command(
        name = "reproduce",
        description =
                "Runs recorded trials again, with the settings on record, and says whether every figure but times comes out"
                        + " the same. Writes nothing into the run.",
        mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The run's folder: the one that holds manifest.json.")
    private Path path;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TRIAL",
            description = "Trials by their id, as in tables/trials.csv.")
    private List<String> trials;

    @Mixin
    private MemoryArguments memory;

    @Mixin
    private ExecutionArguments execution;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        execution.check();
        PrintWriter out = spec.commandLine().getOut();
        RunFolder folder = TrainingRun.open(path);
        List<TrialRecord> recorded = recorded(folder);
        Plan plan = TrainingRun.plan(folder);
        for (String difference : RunDifferences.ofProgramDataAndMachine(folder.manifest(), plan)) {
            out.println("differs from the run: " + difference);
        }
        if (recorded.stream().anyMatch(ReproduceCommand::endsByTheClock)) {
            out.println(
                    "the budget is a number of seconds: training ends when the clock says so, and seldom at the same step");
        }
        MemoryForecast.of(plan, memory.limit()).requireFits();
        List<TrialRecord> again = ScratchRun.of(
                plan, folder, ids(recorded), scratch -> execution.executor(plan, scratch, recorded.size()));
        boolean same = true;
        for (int i = 0; i < recorded.size(); i++) {
            Reproduction reproduction = Reproduction.of(recorded.get(i), again.get(i));
            reproduction.lines().forEach(out::println);
            same &= reproduction.isSame();
        }
        return same ? Main.OK : Main.NOT_REPRODUCED;
    }

    private static boolean endsByTheClock(TrialRecord trial) {
        return trial.setup().budget().flatMap(BudgetRecord::seconds).isPresent();
    }

    private static List<String> ids(List<TrialRecord> recorded) {
        return recorded.stream().map(TrialRecord::id).toList();
    }

    private List<TrialRecord> recorded(RunFolder folder) {
        List<TrialRecord> recorded = new ArrayList<>();
        for (String trial : new LinkedHashSet<>(trials)) {
            recorded.add(folder.record(TrialRecord.class, trial)
                    .orElseThrow(() -> new ResultsException(
                            "trial %s of %s has no record: it has not ended yet".formatted(trial, path))));
        }
        return recorded;
    }
}
