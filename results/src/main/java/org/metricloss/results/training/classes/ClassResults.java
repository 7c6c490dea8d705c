package org.metricloss.results.training.classes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.metricloss.base.UserException;
import org.metricloss.results.record.ClassPairsRecord;
import org.metricloss.results.record.ClassScoresRecord;
import org.metricloss.results.record.ClassScoresRecord.ScoredClass;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The results of the classes of the test part under each objective. Trials of older versions have none.
 *
 * @param objectives the objectives with results, in their order
 * @param names the names of the classes by label
 * @param intervals how far measures could differ with other test classes, for classes that were never trained on
 * @param unreadable the artifacts that cannot be read, with the reason
 */
public record ClassResults(
        List<OfObjective> objectives,
        Map<Integer, String> names,
        List<ClassInterval> intervals,
        List<String> unreadable) {
    /**
     * The classes of an objective.
     *
     * @param objective the objective on an engine
     * @param classes the classes with a query, by label
     * @param seeds the recorded scores of each finished trial
     * @param pairs the recorded shares of pairs of classes of each finished trial; empty if pairs were not verified
     */
    public record OfObjective(
            ObjectiveSummary objective,
            SortedMap<Integer, ClassResult> classes,
            List<ClassScoresRecord> seeds,
            List<ClassPairsRecord> pairs) {
        /** Copies its collections. */
        public OfObjective {
            seeds = List.copyOf(seeds);
            pairs = List.copyOf(pairs);
            classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
        }
    }

    /** Copies its collections. */
    public ClassResults {
        objectives = List.copyOf(objectives);
        names = Map.copyOf(names);
        intervals = List.copyOf(intervals);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * {@return the results of runs; no rows without folders, and for several runs on data with different classes}
     *
     * @param runs the runs
     */
    public static ClassResults of(RecordedRuns runs) {
        if (runs.runs().stream()
                        .map(run -> run.manifest().classNames())
                        .distinct()
                        .count()
                > 1) {
            return new ClassResults(List.of(), Map.of(), List.of(), List.of());
        }
        List<OfObjective> objectives = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        Map<Integer, String> names = new TreeMap<>();
        for (ObjectiveSummary objective : runs.objectives()) {
            List<ClassScoresRecord> recorded = objective.trials().stream()
                    .flatMap(trial -> read(runs, SealedArtifact.CLASSES, trial, unreadable).stream())
                    .toList();
            // Test classes come after all training classes, so their labels are the same in every trial and are their
            // places.
            Map<Integer, List<ScoredClass>> byClass = recorded.stream()
                    .flatMap(scores -> scores.classes().stream())
                    .filter(scored -> scored.searched() > 0)
                    .collect(Collectors.groupingBy(ScoredClass::label, TreeMap::new, Collectors.toList()));
            SortedMap<Integer, ClassResult> classes = new TreeMap<>();
            byClass.forEach((label, seeds) -> {
                Map<Integer, Integer> nearest = new TreeMap<>();
                seeds.forEach(scored -> scored.nearest().forEach((other, count) -> {
                    nearest.merge(other, count, Integer::sum);
                    names.computeIfAbsent(other, runs.manifest()::className);
                }));
                names.computeIfAbsent(label, runs.manifest()::className);
                classes.put(label, new ClassResult(objective, label, names.get(label), recall(seeds), nearest));
            });
            if (!classes.isEmpty()) {
                objectives.add(new OfObjective(
                        objective,
                        classes,
                        recorded,
                        objective.trials().stream()
                                .flatMap(trial -> read(runs, SealedArtifact.CLASS_PAIRS, trial, unreadable).stream())
                                .toList()));
            }
        }
        return new ClassResults(objectives, names, ClassInterval.of(runs, objectives), unreadable);
    }

    /** {@return the labels of all objectives, ascending} */
    List<Integer> labels() {
        return objectives.stream()
                .flatMap(one -> one.classes().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** {@return the mean recall@1 of a class over the objectives that have it} */
    double mean(int label) {
        return objectives.stream()
                .flatMap(one -> Optional.ofNullable(one.classes().get(label)).stream())
                .mapToDouble(row -> row.recall().mean())
                .average()
                .orElseThrow();
    }

    private static MeanEstimate recall(List<ScoredClass> seeds) {
        return MeanEstimate.of(
                seeds.stream()
                        .mapToDouble(scored -> (double) scored.right() / scored.searched())
                        .toArray(),
                Support.SHARE);
    }

    private static <R extends Record> Optional<R> read(
            RecordedRuns runs, SealedArtifact<R> artifact, TrialRecord trial, List<String> unreadable) {
        if (!trial.isFinished()) {
            return Optional.empty();
        }
        try {
            return folder(runs, trial).flatMap(folder -> artifact.read(folder, trial));
        } catch (UserException damaged) {
            unreadable.add(damaged.getMessage());
            return Optional.empty();
        }
    }

    /** The same record may be equal in two runs, so the very object is looked for. */
    private static Optional<RunFolder> folder(RecordedRuns runs, TrialRecord trial) {
        return runs.runs().stream()
                .filter(run -> run.trials().stream().anyMatch(own -> own == trial))
                .findFirst()
                .flatMap(RecordedRun::folder);
    }
}
