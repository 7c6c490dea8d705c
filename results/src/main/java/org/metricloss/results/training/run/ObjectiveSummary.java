package org.metricloss.results.training.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;

/**
 * One objective on one engine, over its seeds. Means are over finished trials only; the others are counted.
 *
 * @param objective the objective's name; among several runs it is followed by the run's label if the name alone would
 *     be ambiguous
 * @param engine the engine's id
 * @param runs the labels of the runs that its trials belong to: several if these runs hold repeats of the same
 *     objective
 * @param trials its ended trials in the order of the plan, one per seed
 * @param measures the mean of each measure over the finished trials that have it, in order of first appearance
 * @param costs the mean of each of {@link #COSTS} over the finished trials, in that order; empty if none finished
 * @param unlikeMachines whether trials of its runs, of this objective or of others, ran on machines that differ in processor or
 *     cores, so that times are not comparable
 */
public record ObjectiveSummary(
        String objective,
        String engine,
        List<String> runs,
        List<TrialRecord> trials,
        Map<String, MeanEstimate> measures,
        Map<String, MeanEstimate> costs,
        boolean unlikeMachines) {
    /** The costs by name: seconds per trial by phase, samples per second of training, tuples per trial, peak memory in MiB. */
    public static final List<String> COSTS = List.of(
            "wallSeconds",
            "dataSeconds",
            "stepSeconds",
            "evaluationSeconds",
            "samplesPerSecond",
            "tuplesConsidered",
            "tuplesActive",
            "peakMebibytes");

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    /** Copies its collections. */
    public ObjectiveSummary {
        runs = List.copyOf(runs);
        trials = List.copyOf(trials);
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
        costs = Collections.unmodifiableMap(new LinkedHashMap<>(costs));
    }

    static ObjectiveSummary of(
            String objective,
            List<String> runs,
            List<TrialRecord> trials,
            RunMeasures described,
            boolean unlikeMachines) {
        List<TrialRecord> finished =
                trials.stream().filter(TrialRecord::isFinished).toList();
        Set<String> names = new LinkedHashSet<>();
        finished.forEach(trial -> names.addAll(trial.measures().keySet()));
        Map<String, MeanEstimate> measures = new LinkedHashMap<>();
        names.forEach(name -> putMean(measures, name, described.support(name), finished, trial -> value(trial, name)));
        Map<String, MeanEstimate> costs = new LinkedHashMap<>();
        COSTS.forEach(name -> putMean(costs, name, Support.POSITIVE, finished, trial -> cost(trial.cost(), name)));
        return new ObjectiveSummary(
                objective, trials.get(0).setup().engine(), runs, trials, measures, costs, unlikeMachines);
    }

    /** {@return the distance in which its embeddings are judged; empty if an older version recorded all its trials} */
    public Optional<String> distance() {
        return trials.stream()
                .flatMap(trial -> trial.setup().distance().stream())
                .findFirst();
    }

    /** {@return how many trials finished} */
    public int finished() {
        return (int) trials.stream().filter(TrialRecord::isFinished).count();
    }

    /**
     * {@return why it has no result, if no trial finished, such as {@code all 5 ended trials of triplet collapsed}; empty if
     * one finished}
     */
    public Optional<String> withoutResult() {
        if (finished() > 0 || trials.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> ends = trials.stream()
                .collect(Collectors.groupingBy(trial -> verb(trial.status()), TreeMap::new, Collectors.counting()));
        if (ends.size() == 1) {
            String subject =
                    trials.size() == 1 ? "the only ended trial of " : "all " + trials.size() + " ended trials of ";
            return Optional.of(
                    subject + objective + " " + ends.keySet().iterator().next());
        }
        return Optional.of("none of the " + trials.size() + " ended trials of " + objective + " finished: "
                + ends.entrySet().stream()
                        .map(end -> end.getValue() + " " + end.getKey())
                        .collect(Collectors.joining(", ")));
    }

    private static String verb(TrialStatus status) {
        return (status == TrialStatus.OUT_OF_MEMORY ? "ran " : "") + status.words();
    }

    /** {@return how many trials ended without finishing} */
    public int failed() {
        return trials.size() - finished();
    }

    /** {@return whether its times may be compared: no trial ran beside others, and all machines are alike} */
    public boolean hasComparableTimes() {
        return sideBySide() == 0 && !unlikeMachines;
    }

    /** {@return the mark for its times: {@code (*)} after a space if they are not comparable, otherwise the empty text} */
    public String timeMark() {
        return hasComparableTimes() ? "" : " (*)";
    }

    /**
     * {@return the explanation of the mark at times; empty if all times are comparable}
     *
     * @param objectives the objectives whose times are shown together
     */
    public static Optional<String> timeNote(List<ObjectiveSummary> objectives) {
        return timeDoubt(objectives).map(doubt -> "(*) Trials " + doubt + ": these times are not comparable.");
    }

    /**
     * {@return what trials did so that their times are not comparable, such as {@code ran side by side}; empty if the times are
     * comparable}
     *
     * @param objectives the objectives whose times would be compared
     */
    public static Optional<String> timeDoubt(List<ObjectiveSummary> objectives) {
        if (objectives.stream().anyMatch(ObjectiveSummary::unlikeMachines)) {
            return Optional.of("ran on machines that differ in processor, cores or GPU");
        }
        return objectives.stream().anyMatch(objective -> objective.sideBySide() > 0)
                ? Optional.of("ran side by side")
                : Optional.empty();
    }

    /** {@return how many finished trials ran beside others, so that their times are not comparable} */
    public int sideBySide() {
        return (int) trials.stream()
                .filter(trial -> trial.isFinished() && trial.cost().sideBySide())
                .count();
    }

    /** Returns a measure's values over the finished trials that have it, by seed. */
    public SortedMap<Long, Double> bySeed(String measure) {
        SortedMap<Long, Double> values = new TreeMap<>();
        for (TrialRecord trial : trials) {
            if (trial.isFinished() && trial.measures().containsKey(measure)) {
                values.put(trial.setup().seed(), trial.measures().get(measure));
            }
        }
        return values;
    }

    private static void putMean(
            Map<String, MeanEstimate> means,
            String name,
            Support support,
            List<TrialRecord> trials,
            Function<TrialRecord, OptionalDouble> value) {
        double[] sample = trials.stream()
                .map(value)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        if (sample.length > 0) {
            means.put(name, MeanEstimate.of(sample, support));
        }
    }

    private static OptionalDouble value(TrialRecord trial, String measure) {
        Double value = trial.measures().get(measure);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalDouble cost(TrialCost cost, String name) {
        return switch (name) {
            case "wallSeconds" -> OptionalDouble.of(cost.wallSeconds());
            case "dataSeconds" -> OptionalDouble.of(cost.seconds().data());
            case "stepSeconds" -> OptionalDouble.of(cost.seconds().step());
            case "evaluationSeconds" -> OptionalDouble.of(cost.seconds().evaluation());
            case "samplesPerSecond" -> cost.samplesPerSecond();
            case "tuplesConsidered" -> OptionalDouble.of(cost.tuplesConsidered());
            case "tuplesActive" -> OptionalDouble.of(cost.tuplesActive());
            case "peakMebibytes" ->
                cost.peakMemoryBytes().stream()
                        .mapToDouble(bytes -> bytes / BYTES_PER_MEBIBYTE)
                        .findFirst();
            default -> throw new IllegalArgumentException("no cost '" + name + "'; available: " + COSTS);
        };
    }
}
