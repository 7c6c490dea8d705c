package org.metricloss.experiments.work;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;

/** Runs a plan's items into a run folder: all of them, or those that an earlier process left. */
public final class StudyRun {
    private final WorkPlan plan;
    private final RunFolder folder;

    private StudyRun(WorkPlan plan, RunFolder folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /**
     * Creates the run's folder and writes its manifest, with the commit of the working directory.
     *
     * @param plan what to run
     * @param runs the folder of all runs
     * @param command how the run was started, for the record
     * @param source where the experiment was read from, if it was a file
     * @return the run, not yet started
     * @throws ResultsException if the folder cannot be written
     */
    public static StudyRun create(WorkPlan plan, Path runs, String command, Optional<ExperimentSource> source) {
        RunInputs inputs = plan.inputs();
        Manifest manifest = Manifest.of(
                plan.study().id(),
                inputs.name(),
                Instant.now(),
                inputs.experiment(),
                inputs.versions(),
                inputs.dataSha256(),
                GitCommit.ofWorkingDirectory(),
                plan.trialIds(),
                command,
                inputs.baseline(),
                source,
                inputs.measures());
        return new StudyRun(plan, RunFolder.create(runs, manifest));
    }

    /**
     * Resumes a run.
     *
     * @param plan what it set out to do
     * @param folder its folder
     * @return the run, not yet started
     * @throws ResultsException if the plan has other items than the run's manifest
     */
    public static StudyRun resume(WorkPlan plan, RunFolder folder) {
        requireSameItems(plan, folder);
        return new StudyRun(plan, folder);
    }

    /**
     * Refuses a plan that has other items than a run.
     *
     * @param plan what the run's experiment gives in this version
     * @param folder the run
     * @throws ResultsException if they differ
     */
    public static void requireSameItems(WorkPlan plan, RunFolder folder) {
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
     * Runs every item that has no record yet, stage by stage; each is recorded as soon as it ends. Then writes tables and report.
     *
     * @param executor what runs them
     * @param limit how much memory an item may be predicted to need
     * @param export told of each item that has ended: first of those that have a record already, then of each as soon as it has
     *     one
     * @return what the console shows of the run
     * @throws ResultsException if another process has the folder, a record in it is corrupted, or it cannot be written
     */
    public Reported run(TrialExecutor executor, MemoryLimit limit, RunExport export) {
        RunLock lock = folder.lock();
        try {
            runLocked(executor, limit, export);
            return plan.study().report(folder);
        } finally {
            lock.close();
        }
    }

    /** Runs as {@link #run} and writes nothing but records. */
    public void record(TrialExecutor executor, MemoryLimit limit) {
        RunLock lock = folder.lock();
        try {
            runLocked(executor, limit, RunExport.NONE);
        } finally {
            lock.close();
        }
    }

    private void runLocked(TrialExecutor executor, MemoryLimit limit, RunExport export) {
        // Reads and so verifies every record that is there: a corrupted one is reported before anything is run.
        plan.study().records(folder).forEach(record -> export.ended(record.id()));
        plan.recordUnfit(folder, limit);
        for (List<String> stage : plan.stages()) {
            List<String> missing =
                    stage.stream().filter(id -> !folder.hasRecord(id)).toList();
            if (!missing.isEmpty()) {
                executor.run(missing, export::ended);
            }
        }
        plan.ended(folder);
        folder.cleanUp();
    }
}
