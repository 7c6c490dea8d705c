package org.metricloss.experiments.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.report.RunReport;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.RunSummary;

/** Runs a plan's trials one after the other into a run folder. */
public final class ExperimentRun {
    private static final System.Logger LOGGER = System.getLogger(ExperimentRun.class.getName());

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
     * @return the run, not yet started
     * @throws org.metricloss.results.store.ResultsException if the folder cannot be written
     */
    public static ExperimentRun create(Plan plan, Path runs, String command) {
        Manifest manifest = Manifest.of(
                plan.experiment().name(),
                Instant.now(),
                plan.experiment().canonicalText(),
                plan.versions(),
                plan.dataSha256(),
                GitCommit.ofWorkingDirectory(),
                plan.trialIds(),
                command,
                plan.experiment().baseline());
        return new ExperimentRun(plan, RunFolder.create(runs, manifest));
    }

    /** @return the run's folder */
    public RunFolder folder() {
        return folder;
    }

    /**
     * Runs every trial and records each as soon as it ends; then writes tables and report. A few steps of each objective on
     * each engine go before, so that the first trial's times do not hold the loading and warming up.
     *
     * @param progress told how it gets on
     * @return what came out
     */
    public RunSummary run(Progress progress) {
        TrialRunner runner = new TrialRunner(plan, folder, progress);
        plan.trialsOfFirstSeed().forEach(this::warmUp);
        List<Trial> trials = plan.trials();
        for (int i = 0; i < trials.size(); i++) {
            progress.trialStarted(trials.get(i).id(), i + 1, trials.size(), plan.steps());
            TrialRecord record;
            try {
                record = runner.run(trials.get(i));
            } finally {
                progress.trialEnded();
            }
            folder.write(record);
        }
        return RunReport.write(folder);
    }

    private void warmUp(Trial trial) {
        try {
            Probe.of(plan, trial);
        } catch (RuntimeException | OutOfMemoryError failed) {
            // Not lost: the trial itself will fail the same way, and its record will say why.
            LOGGER.log(System.Logger.Level.DEBUG, "warming up {0} failed: {1}", trial.id(), failed.getMessage());
        }
    }
}
