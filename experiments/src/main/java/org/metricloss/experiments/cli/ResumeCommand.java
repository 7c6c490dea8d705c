package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.RunDifferences;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Resumes a run that was interrupted. */
@Command(
        name = "resume",
        description = "Resumes a run where it stopped: trials that have ended are not run again, the others resume "
                + "from their last checkpoint.",
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's folder: the one that holds manifest.json.")
    private Path path;

    @Option(
            names = "--force",
            description = "Resumes even if the experiment file, the program, the data or the machine has"
                    + " changed since the run was started. The experiment itself stays as it was when the run was"
                    + " started. The report names changes of the program, the data and the machine.")
    private boolean force;

    @Mixin
    private MemoryArguments memory;

    @Mixin
    private ExecutionArguments execution;

    @Mixin
    private ClusterArguments cluster;

    @Mixin
    private ExportArguments exports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(path);
        Study study = Study.of(folder);
        cluster.check();
        execution.check(study, path);
        Exports exported = exports.exports(study);
        execution.preparing("reading the run and its data");
        WorkPlan plan = study.reopen(folder);
        requireUnchanged(RunDifferences.of(folder, plan));
        cluster.check(plan);
        execution.check(plan);
        plan.requireFits(memory.limit());
        exports.makeFolder();
        StudyRun run = StudyRun.resume(plan, folder, RunDifferences.ofConditions(folder.manifest(), plan));
        return new RunOutput(execution, cluster, exported, memory.limit(), spec.commandLine()).of(plan, run);
    }

    private void requireUnchanged(List<String> differences) {
        if (!force && !differences.isEmpty()) {
            throw new ResultsException("%s was started with different inputs: %s; use --force to continue anyway"
                    .formatted(path, String.join("; ", differences)));
        }
    }
}
