package org.metricloss.experiments.cost;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.experiments.training.ExperimentRun;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.results.cost.CostReport;
import org.metricloss.results.cost.CostSummary;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;

/** Measures the points of a cost study into a run folder, all of them or those that an earlier process left. */
public final class CostRun {
    private final CostPlan plan;
    private final RunFolder folder;

    private CostRun(CostPlan plan, RunFolder folder) {
        this.plan = plan;
        this.folder = folder;
    }

    /**
     * Creates the run's folder and writes its manifest.
     *
     * @param plan what to measure
     * @param runs the folder of all runs
     * @param command how the run was started, for the record
     * @param source where the study was read from
     * @return the run, not yet started
     * @throws ResultsException if the folder cannot be written
     */
    public static CostRun create(CostPlan plan, Path runs, String command, Optional<ExperimentSource> source) {
        return new CostRun(
                plan,
                ExperimentRun.createFolder(
                        runs,
                        plan.study().name(),
                        plan.study().canonicalText(),
                        plan.versions(),
                        Map.of(),
                        plan.trialIds(),
                        command,
                        plan.study().baseline(),
                        source,
                        List.of()));
    }

    /**
     * Goes on with a run.
     *
     * @param plan what it set out to do
     * @param folder its folder
     * @return the run, not yet started
     * @throws ResultsException if the plan has other points than the run's manifest
     */
    public static CostRun resume(CostPlan plan, RunFolder folder) {
        if (!plan.trialIds().equals(folder.manifest().trials())) {
            throw new ResultsException("the points of %s are not those that its experiment gives in this version"
                    .formatted(folder.path()));
        }
        return new CostRun(plan, folder);
    }

    /** {@return the run's folder} */
    public RunFolder folder() {
        return folder;
    }

    /**
     * Measures every point that has no record yet, round by round. A point that is predicted to hold more than the limit is
     * recorded so and not measured. Then writes tables and report.
     *
     * @param executor who measures them
     * @param limit how much memory a point may be predicted to need
     * @return what came out
     * @throws ResultsException if another process has the folder, a record in it is corrupted, or it cannot be written
     */
    public CostSummary run(TrialExecutor executor, MemoryLimit limit) {
        measure(executor, limit);
        return CostReport.write(folder);
    }

    /** Measures as {@link #run}, and writes nothing but records. */
    void measure(TrialExecutor executor, MemoryLimit limit) {
        RunLock lock = folder.lock();
        try {
            // Reads and so verifies every record that is there.
            folder.records(PointRecord.class);
            folder.missing().forEach(id -> recordWhatDoesNotFit(plan.point(id), limit));
            List<String> fitting = folder.missing();
            if (!fitting.isEmpty()) {
                executor.run(fitting);
            }
            folder.cleanUp();
        } finally {
            lock.close();
        }
    }

    private void recordWhatDoesNotFit(CostPoint point, MemoryLimit limit) {
        long need = plan.predictedBytes(point);
        if (need > limit.bytes()) {
            plan.recordLost(
                    folder,
                    point.id(),
                    TrialStatus.OUT_OF_MEMORY,
                    "not measured: it would need about %s, the limit is %s".formatted(MemoryLimit.shown(need), limit),
                    0,
                    false);
        }
    }
}
