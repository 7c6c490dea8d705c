package org.metricloss.experiments.work;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.core.random.RandomStream;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.Shard;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;

/** Runs a plan's items and records them in a run folder: all items, or those that an earlier process did not finish. */
public final class StudyRun {
    private final WorkPlan plan;
    private final RunFolder folder;
    private final List<String> warnings;
    private final List<String> changes;
    private boolean changesAreKept;

    private StudyRun(WorkPlan plan, RunFolder folder, List<String> warnings, List<String> changes) {
        this.plan = plan;
        this.folder = folder;
        this.warnings = List.copyOf(warnings);
        this.changes = List.copyOf(changes);
    }

    /**
     * Creates the run's folder and writes its manifest, with the commit of the working directory.
     *
     * @param plan the plan to run
     * @param runs the folder that contains all runs
     * @param command how the run was started, for the record
     * @param source the file from which the experiment was read, by an absolute path, if there is one
     * @param shard the share of the items that this run executes; empty for all
     * @return the run, not yet started
     * @throws ResultsException if the folder cannot be written
     */
    public static StudyRun create(
            WorkPlan plan, Path runs, String command, Optional<ExperimentSource> source, Optional<Shard> shard) {
        RunInputs inputs = plan.inputs();
        List<String> warnings = plan.warnings();
        Manifest manifest = Manifest.of(
                        plan.study().id(),
                        inputs.name(),
                        Instant.now(),
                        inputs.experiment(),
                        inputs.versions(),
                        inputs.dataSha256(),
                        GitCommit.ofThisProgram(),
                        plan.trialIds(),
                        command,
                        inputs.baseline(),
                        // Every run's folder is in the folder of its name.
                        source.map(each -> each.from(runs.resolve(inputs.name()).resolve("run"))),
                        inputs.measures(),
                        shard,
                        warnings)
                .withClassNames(inputs.classNames());
        return new StudyRun(plan, RunFolder.create(runs, manifest), warnings, List.of());
    }

    /**
     * Resumes a run.
     *
     * @param plan the plan of the run
     * @param folder its folder
     * @param changes what has changed since the run was started, see {@link RunDifferences#ofConditions}; kept in the folder if
     *     an item is run
     * @return the run, not yet started
     * @throws ResultsException if the items of the plan differ from those in the run's manifest
     */
    public static StudyRun resume(WorkPlan plan, RunFolder folder, List<String> changes) {
        requireSameItems(plan, folder);
        return new StudyRun(plan, folder, plan.warnings(), changes);
    }

    /**
     * Refuses a plan whose items differ from those of a run.
     *
     * @param plan the plan that the run's experiment gives in this version
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
     * Runs every item that has no record yet, stage by stage, and then writes tables and report. Each item is recorded
     * as soon as it ends.
     *
     * @param executor runs the items, and is closed
     * @param limit how much memory an item may be predicted to need
     * @param export receives each item that has ended: first the items that already have a record, then every other
     *     item as soon as it is recorded
     * @return the console output for the run
     * @throws ResultsException if another process uses the folder, a record in it is corrupted, or it cannot be written
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

    /** Runs the items as {@link #run} does, but writes only records. */
    public void record(TrialExecutor executor, MemoryLimit limit) {
        RunLock lock = folder.lock();
        try {
            runLocked(executor, limit, RunExport.NONE);
        } finally {
            lock.close();
        }
    }

    /** {@return what the plan warns of now, see {@link WorkPlan#warnings}} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return the items that this run has to execute and that have no record yet} */
    public List<String> missing() {
        Set<String> share = share();
        return folder.missing().stream().filter(share::contains).toList();
    }

    private Set<String> share() {
        Optional<Shard> shard = folder.manifest().shard();
        if (shard.isEmpty()) {
            return new LinkedHashSet<>(plan.trialIds());
        }
        Set<String> groups = new LinkedHashSet<>();
        plan.trialIds().forEach(id -> groups.add(plan.group(id)));
        // In the order of the plan, a shard could get all seeds of one objective.
        int[] places = RandomStream.of(0, "shards", 0, 0).permutation(groups.size());
        Set<String> own = new HashSet<>();
        int group = 0;
        for (String each : groups) {
            if (shard.get().has(places[group++])) {
                own.add(each);
            }
        }
        return plan.trialIds().stream()
                .filter(id -> own.contains(plan.group(id)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Keeps them once, before the first item is run. Warnings that the manifest lacks come from changed data or
     * another program. They are kept before a trial has ended, because a checkpoint already depends on them.
     */
    private void keepChanges() {
        if (!changes.isEmpty() && !changesAreKept) {
            List<String> told = folder.manifest().warnings().orElse(warnings);
            String all = Stream.concat(changes.stream(), warnings.stream().filter(warning -> !told.contains(warning)))
                    .collect(Collectors.joining("; "));
            folder.addChanges(List.of("%s, with %s of %s trials%s to run: %s"
                    .formatted(
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            missing().size(),
                            share().size(),
                            folder.manifest()
                                    .shard()
                                    .map(shard -> " of shard " + shard)
                                    .orElse(""),
                            all)));
            changesAreKept = true;
        }
    }

    private void runLocked(TrialExecutor executor, MemoryLimit limit, RunExport export) {
        WorkerCode.discard(folder);
        // What the executor keeps in the folder is deleted while no other process can use it.
        try (executor) {
            // Reading verifies every existing record, so a corrupted record is reported before anything runs.
            plan.study().records(folder).forEach(record -> export.ended(record.id()));
            plan.recordUnfit(folder, limit);
            Set<String> share = share();
            for (List<String> stage : plan.stages()) {
                plan.requireCurrent(folder, stage);
                List<String> missing = stage.stream()
                        .filter(id -> share.contains(id) && !folder.hasRecord(id))
                        .toList();
                if (!missing.isEmpty()) {
                    keepChanges();
                    executor.run(missing, export::ended);
                }
            }
        }
        plan.ended(folder);
        folder.cleanUp();
    }
}
