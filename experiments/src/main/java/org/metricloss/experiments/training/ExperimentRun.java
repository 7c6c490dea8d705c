package org.metricloss.experiments.training;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.metricloss.experiments.work.GitCommit;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;
import org.metricloss.results.training.artifact.Checkpoints;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.summary.RunSummary;

/** Runs a plan's trials into a run folder, all of them or those that an earlier process left. */
public final class ExperimentRun {
    private final Plan plan;
    private final RunFolder folder;

    private ExperimentRun(Plan plan, RunFolder folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /**
     * Creates the run's folder and writes its manifest.
     *
     * @param plan what to run
     * @param runs the folder of all runs
     * @param command how the run was started, for the record
     * @param source where the experiment was read from
     * @return the run, not yet started
     * @throws ResultsException if the folder cannot be written
     */
    public static ExperimentRun create(Plan plan, Path runs, String command, Optional<ExperimentSource> source) {
        return new ExperimentRun(
                plan,
                createFolder(
                        runs,
                        plan.experiment().name(),
                        plan.experiment().canonicalText(),
                        plan.versions(),
                        plan.dataSha256(),
                        plan.trialIds(),
                        command,
                        plan.experiment().baseline(),
                        source,
                        MeasureRecords.of(plan.measures())));
    }

    /**
     * Creates the folder of a run that begins now, at the commit of the working directory.
     *
     * @param runs the folder of all runs
     * @return the folder; the other parameters are those of {@link Manifest}
     * @throws ResultsException if it cannot be written
     */
    public static RunFolder createFolder(
            Path runs,
            String name,
            String experiment,
            Map<String, String> versions,
            Map<String, String> dataSha256,
            List<String> trialIds,
            String command,
            String baseline,
            Optional<ExperimentSource> source,
            List<MeasureRecord> measures) {
        return RunFolder.create(
                runs,
                Manifest.of(
                        name,
                        Instant.now(),
                        experiment,
                        versions,
                        dataSha256,
                        GitCommit.ofWorkingDirectory(),
                        trialIds,
                        command,
                        baseline,
                        source,
                        measures));
    }

    /**
     * Goes on with a run.
     *
     * @param plan what it set out to do
     * @param folder its folder
     * @return the run, not yet started
     * @throws ResultsException if the plan has other trials than the run's manifest
     */
    public static ExperimentRun resume(Plan plan, RunFolder folder) {
        requireSameTrials(plan, folder);
        return new ExperimentRun(plan, folder);
    }

    static void requireSameTrials(Plan plan, RunFolder folder) {
        if (!plan.trialIds().equals(folder.manifest().trials())) {
            throw new ResultsException("the trials of %s are %s, but its experiment gives %s in this version"
                    .formatted(folder.path(), folder.manifest().trials(), plan.trialIds()));
        }
    }

    /** {@return the run's folder} */
    public RunFolder folder() {
        return folder;
    }

    /**
     * Runs every trial that has no record yet, those that tune first; each is recorded as soon as it ends. Then writes tables and report.
     *
     * @param executor who runs them
     * @param ended told of each trial that has ended: at first of those that have a record already, then of each as soon as it has
     *     one; from several threads at a time where trials run side by side
     * @return what came out
     * @throws ResultsException if another process has the folder, a record in it is corrupted, or it cannot be written
     */
    public RunSummary run(TrialExecutor executor, Consumer<TrialRecord> ended) {
        RunLock lock = folder.lock();
        try {
            // Reads and so verifies every record that is there: a corrupted one is told before anything is run.
            folder.records(TrialRecord.class).forEach(ended);
            for (List<String> stage : plan.stages()) {
                List<String> missing =
                        stage.stream().filter(trial -> !folder.hasRecord(trial)).toList();
                if (!missing.isEmpty()) {
                    executor.run(
                            missing,
                            trial -> folder.record(TrialRecord.class, trial).ifPresent(ended));
                }
            }
            // Processes that were killed leave behind what they would have deleted.
            folder.manifest().trials().forEach(trial -> new Checkpoints(folder, trial).deleteAll());
            folder.cleanUp();
            return RunReport.write(folder);
        } finally {
            lock.close();
        }
    }

    /** As {@link #run(TrialExecutor, Consumer)}, for those who look at the trials afterwards. */
    public RunSummary run(TrialExecutor executor) {
        return run(executor, trial -> {});
    }
}
