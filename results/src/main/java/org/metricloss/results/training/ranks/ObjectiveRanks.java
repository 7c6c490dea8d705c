package org.metricloss.results.training.ranks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.statistics.FriedmanTest;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The objectives of several runs, one run for each data set, ranked in each run by the mean of one measure. Only objectives that
 * have this measure in every run are ranked, so each rank is among the same objectives.
 *
 * @param runs the labels of the runs, at least two
 * @param measure the measure
 * @param objectives the objectives, the one with the best mean rank first; at least two
 * @param leftOut the names of the objectives that are not ranked, in alphabetical order
 * @param incomplete the names of the ranked objectives that have a failed trial in some run, in alphabetical order
 * @param unended the labels of the runs in which planned trials have not ended
 * @param test the test whether the objectives differ
 */
public record ObjectiveRanks(
        List<String> runs,
        MeasureRecord measure,
        List<ObjectiveRank> objectives,
        List<String> leftOut,
        List<String> incomplete,
        List<String> unended,
        FriedmanTest test) {
    private static final double ALPHA = 0.05;

    /** Copies its lists. */
    public ObjectiveRanks {
        runs = List.copyOf(runs);
        objectives = List.copyOf(objectives);
        leftOut = List.copyOf(leftOut);
        incomplete = List.copyOf(incomplete);
        unended = List.copyOf(unended);
    }

    /**
     * {@return the ranks}
     *
     * @param folders two or more runs on different data
     * @param measure the id of a measure that every run has and of which it is known whether higher or lower is better
     * @throws ResultsException if two runs have the same data, the measure is not as required, fewer than two objectives have it
     *     in every run, or a record is corrupted
     */
    public static ObjectiveRanks of(List<RunFolder> folders, String measure) {
        RecordedRuns all = RecordedRuns.of(folders);
        requireDifferentData(all.runs(), folders);
        MeasureRecord described = described(all, measure);
        List<RecordedRuns> each = all.each();
        boolean engines = each.stream().anyMatch(RecordedRuns::hasEngines);
        List<Map<String, Double>> means =
                each.stream().map(run -> means(run, measure, engines)).toList();
        Set<String> ranked = new TreeSet<>(means.get(0).keySet());
        means.forEach(run -> ranked.retainAll(run.keySet()));
        if (ranked.size() < 2) {
            throw new ResultsException(
                    "only %s objective%s %s in every run; two or more are needed, with the same name in each run"
                            .formatted(ranked.size(), ranked.size() == 1 ? " has" : "s have", measure));
        }
        Set<String> leftOut = new TreeSet<>();
        each.forEach(run -> run.objectives().forEach(objective -> leftOut.add(name(objective, engines))));
        leftOut.removeAll(ranked);
        Set<String> incomplete = new TreeSet<>();
        each.forEach(run -> run.objectives().stream()
                .filter(objective -> objective.failed() > 0)
                .forEach(objective -> incomplete.add(name(objective, engines))));
        incomplete.retainAll(ranked);
        double sign = described.direction() == MeasureRecord.Direction.LOWER_IS_BETTER ? -1 : 1;
        double[][] values = means.stream()
                .map(run -> ranked.stream()
                        .mapToDouble(objective -> sign * run.get(objective))
                        .toArray())
                .toArray(double[][]::new);
        return new ObjectiveRanks(
                all.runs().stream().map(RecordedRun::label).toList(),
                described,
                rows(List.copyOf(ranked), means, values),
                List.copyOf(leftOut),
                List.copyOf(incomplete),
                each.stream()
                        .filter(run -> run.pending() > 0)
                        .map(run -> run.runs().get(0).label())
                        .toList(),
                FriedmanTest.of(values));
    }

    private static void requireDifferentData(List<RecordedRun> runs, List<RunFolder> folders) {
        for (int i = 0; i < runs.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!contents(runs.get(i)).isEmpty() && contents(runs.get(i)).equals(contents(runs.get(j)))) {
                    throw new ResultsException(
                            "%s and %s have the same data, which must not count twice: give one run for each data set"
                                    .formatted(
                                            folders.get(j).path(),
                                            folders.get(i).path()));
                }
            }
        }
    }

    /** {@return the checksums of the samples and labels of a run, which do not depend on the files that held them} */
    private static Set<String> contents(RecordedRun run) {
        return run.trials().stream()
                .map(trial -> trial.setup().dataset().sha256())
                .collect(Collectors.toSet());
    }

    private static MeasureRecord described(RecordedRuns all, String measure) {
        List<String> possible = all.runs().get(0).measures().compared().stream()
                .map(MeasureRecord::id)
                .filter(id -> all.runs().stream().allMatch(run -> has(run, id)))
                .toList();
        if (!possible.contains(measure)) {
            throw new ResultsException("no measure '%s' by which objectives are compared in every run; available: %s"
                    .formatted(measure, possible.isEmpty() ? "none" : String.join(", ", possible)));
        }
        return all.describedMeasures().byId(measure).orElseThrow();
    }

    private static boolean has(RecordedRun run, String measure) {
        return run.measures().compared().stream()
                        .anyMatch(described -> described.id().equals(measure))
                && run.trials().stream().anyMatch(trial -> trial.measures().containsKey(measure));
    }

    private static Map<String, Double> means(RecordedRuns run, String measure, boolean engines) {
        return run.objectives().stream()
                .filter(objective -> objective.measures().containsKey(measure))
                .collect(Collectors.toMap(
                        objective -> name(objective, engines),
                        objective -> objective.measures().get(measure).mean()));
    }

    private static String name(ObjectiveSummary objective, boolean engines) {
        return engines ? objective.objective() + " on " + objective.engine() : objective.objective();
    }

    private static List<ObjectiveRank> rows(List<String> names, List<Map<String, Double>> means, double[][] values) {
        double[][] ranks = Arrays.stream(values).map(FriedmanTest::ranks).toArray(double[][]::new);
        List<ObjectiveRank> rows = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            String name = names.get(j);
            int column = j;
            List<Double> own = Arrays.stream(ranks).map(row -> row[column]).toList();
            rows.add(new ObjectiveRank(
                    name,
                    means.stream().map(run -> run.get(name)).toList(),
                    own,
                    own.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        }
        rows.sort(Comparator.comparingDouble(ObjectiveRank::meanRank).thenComparing(ObjectiveRank::objective));
        return rows;
    }

    /** {@return the best mean rank and what the test says, and of what the means lack trials} */
    public String words() {
        List<String> best = IntStream.range(0, objectives.size())
                .filter(j -> objectives.get(j).meanRank() == objectives.get(0).meanRank())
                .mapToObj(j -> objectives.get(j).objective())
                .toList();
        return "%s %s the best mean rank by %s (%s of %s) over %s data sets. %s (Friedman's test, %s).%s%s%s"
                .formatted(
                        NumberText.list(best),
                        best.size() == 1 ? "has" : "have",
                        measure.title(),
                        NumberText.factor(objectives.get(0).meanRank()),
                        objectives.size(),
                        runs.size(),
                        test.p() <= ALPHA
                                ? "The ranks differ more than chance explains"
                                : "Ranks as different as these also arise by chance",
                        NumberText.pEquals(test.p()),
                        leftOut.isEmpty()
                                ? ""
                                : " Not ranked, because not every run has a value: " + NumberText.list(leftOut) + ".",
                        incomplete.isEmpty()
                                ? ""
                                : " Failed trials, which no mean contains, are of: " + NumberText.list(incomplete)
                                        + ".",
                        unended.isEmpty()
                                ? ""
                                : " Trials that have not ended, which no mean contains, are in: "
                                        + NumberText.list(unended) + ".");
    }
}
