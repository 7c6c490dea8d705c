package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.TemporaryFolder;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs recorded trials again. */
@Command(
        name = "reproduce",
        description = "Runs recorded trials again with the recorded settings, and reports whether every"
                + " figure except times is the same. The run's folder is not changed.",
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
        RepeatedRuns runs = RepeatedRuns.open(List.of(path));
        RunFolder folder = runs.folders().get(0);
        execution.check(Study.of(folder), TemporaryFolder.path());
        List<String> ids = trials.stream().distinct().toList();
        boolean same = runs.repetition()
                .reproduce(
                        folder,
                        ids,
                        memory.limit(),
                        (plan, scratch) -> execution.executor(plan, scratch, ids),
                        spec.commandLine().getOut()::println);
        return same ? Main.OK : Main.NOT_REPRODUCED;
    }
}
