package org.metricloss.results.training.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;

/** Groups the trials of runs by objective and engine, see {@link RecordedRuns#objectives()}. */
final class ObjectiveGroups {
    private final List<Group> groups = new ArrayList<>();

    private ObjectiveGroups() {}

    static List<ObjectiveSummary> of(List<RecordedRun> runs) {
        ObjectiveGroups grouped = new ObjectiveGroups();
        for (RecordedRun run : runs) {
            boolean isLikeFirst = Comparability.differences(runs.get(0), run).isEmpty();
            Map<String, String> augment = runs.size() == 1 ? Map.of() : run.augment();
            groups(run).forEach(trials -> grouped.add(run, trials, augment, isLikeFirst));
        }
        RunMeasures measures =
                RunMeasures.of(runs.stream().map(RecordedRun::manifest).toList());
        Set<String> unlike = runs.stream()
                .filter(RecordedRun::hasUnlikeMachines)
                .map(RecordedRun::label)
                .collect(Collectors.toSet());
        return grouped.groups.stream()
                .map(group ->
                        grouped.summary(group, measures, group.runs.stream().anyMatch(unlike::contains)))
                .toList();
    }

    private static Iterable<List<TrialRecord>> groups(RecordedRun run) {
        Map<List<String>, List<TrialRecord>> groups = new LinkedHashMap<>();
        Map<List<Object>, TrialRecord> bySeed = new HashMap<>();
        Map<List<String>, Map<List<Object>, TrialRecord>> firsts = new HashMap<>();
        for (TrialRecord trial : run.trials()) {
            List<String> key = List.of(trial.setup().objective(), trial.setup().engine());
            List<TrialRecord> group = groups.computeIfAbsent(key, unseen -> new ArrayList<>());
            TrialRecord sameSeed = bySeed.put(List.of(key, trial.setup().seed()), trial);
            if (sameSeed != null) {
                throw new ResultsException(
                        both(sameSeed, trial) + "and the same seed: a seed is one repeat, so they cannot both count");
            }
            requireRepeat(firsts.computeIfAbsent(key, unseen -> new LinkedHashMap<>()), trial);
            group.add(trial);
        }
        return groups.values();
    }

    /**
     * Compares a trial with the first of each kind only, so that the time does not grow with the square of the trials. What
     * a record leaves out is not compared, so two repeats of it need not be repeats of each other: a kind is what a
     * trial states there.
     */
    private static void requireRepeat(Map<List<Object>, TrialRecord> firsts, TrialRecord trial) {
        TrialSetup setup = trial.setup();
        List<Object> kind = kind(setup);
        TrialRecord like = firsts.get(kind);
        if (like != null) {
            requireRepeat(like, trial);
            return;
        }
        firsts.values().forEach(first -> requireRepeat(first, trial));
        firsts.put(kind, trial);
    }

    private static List<Object> kind(TrialSetup setup) {
        return List.of(setup.network(), setup.budget(), setup.distance(), setup.batch());
    }

    private static boolean areRepeats(List<TrialSetup> some, List<TrialSetup> others) {
        return some.stream().allMatch(one -> others.stream().allMatch(one::isRepeatOf));
    }

    /** {@return the first trial of each kind} */
    private static List<TrialSetup> firsts(List<TrialRecord> trials) {
        Map<List<Object>, TrialSetup> firsts = new LinkedHashMap<>();
        trials.forEach(trial -> firsts.putIfAbsent(kind(trial.setup()), trial.setup()));
        return List.copyOf(firsts.values());
    }

    private static void requireRepeat(TrialRecord first, TrialRecord second) {
        if (!first.setup().isRepeatOf(second.setup())) {
            throw new ResultsException(
                    both(first, second) + "but differ in more than the seed: their objectives need different names");
        }
    }

    private static String both(TrialRecord first, TrialRecord second) {
        return "trials " + first.id() + " and " + second.id() + " have the same objective and engine ";
    }

    private void add(RecordedRun run, List<TrialRecord> trials, Map<String, String> augment, boolean isLikeFirst) {
        Group group = groups.stream()
                .filter(other ->
                        isLikeFirst && other.isLikeFirst && other.augment.equals(augment) && other.takes(trials))
                .findFirst()
                .orElseGet(() -> {
                    Group next = new Group(augment, isLikeFirst);
                    groups.add(next);
                    return next;
                });
        group.runs.add(run.label());
        group.trials.addAll(trials);
    }

    /** The name of an objective that has several groups also names its runs. */
    private ObjectiveSummary summary(Group group, RunMeasures measures, boolean unlikeMachines) {
        String name = group.setup().objective();
        boolean isOnlyOne = groups.stream()
                .noneMatch(other -> other != group
                        && other.setup().objective().equals(name)
                        && other.setup().engine().equals(group.setup().engine()));
        String shown = isOnlyOne ? name : name + " [" + String.join(", ", group.runs) + "]";
        return ObjectiveSummary.of(shown, List.copyOf(group.runs), group.trials, measures, unlikeMachines);
    }

    private static final class Group {
        /** The changes of training images, which records of trials leave out. */
        private final Map<String, String> augment;

        private final boolean isLikeFirst;
        private final Set<String> runs = new LinkedHashSet<>();
        private final List<TrialRecord> trials = new ArrayList<>();

        Group(Map<String, String> augment, boolean isLikeFirst) {
            this.augment = augment;
            this.isLikeFirst = isLikeFirst;
        }

        TrialSetup setup() {
            return trials.get(0).setup();
        }

        /**
         * Tells whether trials of another run are further repeats of this group, with seeds that it does not have yet.
         */
        boolean takes(List<TrialRecord> others) {
            return others.get(0).setup().isRepeatOf(setup())
                    && areRepeats(firsts(others), firsts(trials))
                    && others.stream()
                            .noneMatch(other -> trials.stream()
                                    .anyMatch(trial -> trial.setup().seed()
                                            == other.setup().seed()));
        }
    }
}
