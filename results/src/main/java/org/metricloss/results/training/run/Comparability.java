package org.metricloss.results.training.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.metricloss.results.store.FlatJson;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Decides whether runs can be compared. They need the same data and splits, the same measures, the same network and
 * budget, and the same code. For comparable times they also need the same machine, the same threads and one trial at a
 * time. Objectives, batches and optimizers may differ, because these are compared; the fairness ledger names the
 * differences.
 */
final class Comparability {
    private static final String NONE = "none";
    /**
     * The settings that must be equal, with all settings below them. The location of data and of initial weights does not matter, because its
     * checksums are compared.
     */
    private static final List<String> SETTINGS =
            List.of("dataset", "network", "budget", "earlyStopping", "select", "evaluation", "threads", "device");

    private static final List<String> PLACES =
            List.of("dataset.dir", "dataset.file", "dataset.pairs", "network.weights");

    private Comparability() {}

    /**
     * {@return the differences between the first run and each other run, and the runs whose trials ran side by side or on unlike
     * machines}
     */
    static List<String> differences(List<RecordedRun> runs) {
        List<String> differences = new ArrayList<>();
        runs.subList(1, runs.size()).forEach(run -> differences.addAll(differences(runs.get(0), run)));
        if (runs.size() > 1) {
            runs.stream()
                    .filter(Comparability::ranSideBySide)
                    .forEach(run -> differences.add(
                            "trials of " + run.label() + " ran side by side, so their times are not comparable"));
            runs.stream()
                    .filter(RecordedRun::hasUnlikeMachines)
                    .forEach(
                            run -> differences.add(
                                    "trials of " + run.label()
                                            + " ran on machines that differ in processor, cores or GPU, so their times are not comparable"));
        }
        return differences;
    }

    /** {@return the differences that make a run incomparable with another, a few words each; empty for the same run} */
    static List<String> differences(RecordedRun first, RecordedRun other) {
        if (first == other) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        Between between = new Between(first.label(), other.label(), differences);
        between.maps("data ", first.manifest().dataSha256(), other.manifest().dataSha256());
        between.maps("split of seed ", splits(first, other), splits(other, first));
        between.maps("", settings(first), settings(other));
        between.maps("version of ", versions(first, other), versions(other, first));
        between.maps("", machines(first), machines(other));
        return differences;
    }

    /** Returns the traits of a run's machines. A trait in which they differ lists all of its values. */
    private static Map<String, String> machines(RecordedRun run) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        run.machines()
                .forEach(machine -> machine.traits()
                        .forEach((name, value) -> values.computeIfAbsent(name, unseen -> new TreeSet<>())
                                .add(value)));
        Map<String, String> traits = new LinkedHashMap<>();
        values.forEach((name, all) -> traits.put(name, String.join(", ", all)));
        return traits;
    }

    private static boolean ranSideBySide(RecordedRun run) {
        return run.trials().stream()
                .anyMatch(trial -> trial.isFinished() && trial.cost().sideBySide());
    }

    /** {@return a run's changes of training images: with others, its trials are not repeats, but may be compared} */
    static Map<String, String> augment(RecordedRun run) {
        return settings(run, List.of("augment"));
    }

    private static Map<String, String> settings(RecordedRun run) {
        Map<String, String> settings = settings(run, SETTINGS);
        settings.keySet().removeIf(path -> isIn(PLACES, path));
        return settings;
    }

    private static Map<String, String> settings(RecordedRun run, List<String> of) {
        Map<String, String> settings = new LinkedHashMap<>();
        FlatJson.of(run.manifest().experiment()).forEach((path, value) -> {
            if (isIn(of, path)) {
                settings.put(path, value);
            }
        });
        return settings;
    }

    private static boolean isIn(List<String> parts, String path) {
        return parts.stream().anyMatch(part -> path.equals(part) || path.startsWith(part + "."));
    }

    /** Returns the split of each seed for which both runs record one. */
    private static Map<String, String> splits(RecordedRun run, RecordedRun other) {
        Map<String, String> splits = splits(run);
        splits.keySet().retainAll(splits(other).keySet());
        return splits;
    }

    private static Map<String, String> splits(RecordedRun run) {
        Map<String, String> splits = new TreeMap<>();
        for (TrialRecord trial : run.trials()) {
            trial.setup()
                    .draws()
                    .map(SeedDraws::split)
                    .ifPresent(split ->
                            splits.putIfAbsent(Long.toString(trial.setup().seed()), split));
        }
        return splits;
    }

    /** Returns the versions of a run. Versions of engines count only if both runs have the engine. */
    private static Map<String, String> versions(RecordedRun run, RecordedRun other) {
        Map<String, String> versions = new LinkedHashMap<>(run.manifest().versions());
        Set<String> others = new LinkedHashSet<>(other.manifest().versions().keySet());
        versions.keySet().removeIf(name -> name.contains(".") && !others.contains(name));
        return versions;
    }

    private record Between(String first, String other, List<String> found) {
        void maps(String what, Map<String, String> ofFirst, Map<String, String> ofOther) {
            Set<String> names = new LinkedHashSet<>(ofFirst.keySet());
            names.addAll(ofOther.keySet());
            for (String name : names) {
                String one = ofFirst.getOrDefault(name, NONE);
                String two = ofOther.getOrDefault(name, NONE);
                if (!one.equals(two)) {
                    found.add("%s%s is %s in %s, %s in %s".formatted(what, name, two, other, one, first));
                }
            }
        }
    }
}
