package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.comparison.Comparison;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Writes a run's answer in a few sentences: the verdict of each headline measure on every objective compared with the
 * baseline, and the cost of a trial. The answer consists only of verdicts and means, so it never claims more than they
 * do.
 */
public final class Answer {
    private Answer() {}

    /**
     * {@return a few sentences}
     *
     * @param summary the results
     */
    public static String of(RunSummary summary) {
        return withoutResult(summary.recorded()) + verdicts(summary) + " " + cost(summary.recorded());
    }

    /** Says first which objectives have no result at all, and why. */
    private static String withoutResult(RecordedRuns run) {
        return run.objectives().stream()
                .flatMap(objective -> objective.withoutResult().stream()
                        .map(words -> words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1)
                                + (run.hasEngines() ? " on " + objective.engine() : "") + ". "))
                .collect(Collectors.joining());
    }

    private static String verdicts(RunSummary summary) {
        RecordedRuns run = summary.recorded();
        String verdicts = RunMeasures.HEADLINES.stream()
                .map(measure -> verdicts(summary, measure))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" "));
        return verdicts.isEmpty()
                ? "By " + run.describedMeasures().title(RunMeasures.PRIMARY)
                        + " nothing can be compared with the baseline " + run.baseline()
                        + (run.runs().size() == 1 ? " in this run." : " in these runs.")
                : verdicts;
    }

    private static String verdicts(RunSummary summary, String measure) {
        RecordedRuns run = summary.recorded();
        Map<String, List<String>> subjects = new LinkedHashMap<>();
        for (Comparison comparison : summary.comparisons()) {
            if (comparison.measure().id().equals(measure)) {
                subjects.computeIfAbsent(comparison.words(), unseen -> new ArrayList<>())
                        .add(subject(run, comparison.objective(), comparison.engine()));
            }
        }
        if (subjects.isEmpty()) {
            return "";
        }
        return subjects.entrySet().stream()
                .map(entry -> NumberText.list(entry.getValue())
                        + (entry.getValue().size() == 1 ? " is " : " are ")
                        + entry.getKey())
                .collect(
                        Collectors.joining("; ", "By " + run.describedMeasures().title(measure) + ", ", "."));
    }

    private static String cost(RecordedRuns run) {
        List<String> costs = new ArrayList<>();
        for (ObjectiveSummary objective : run.objectives()) {
            MeanEstimate seconds = objective.costs().get("wallSeconds");
            if (seconds != null) {
                costs.add(NumberText.costWithoutInterval(seconds)
                        + (objective.hasComparableTimes() ? " s with " : " s (*) with ")
                        + subject(run, objective.objective(), objective.engine()));
            }
        }
        boolean anyWithoutMean = run.objectives().stream()
                .flatMap(objective -> Optional.ofNullable(objective.costs().get("wallSeconds")).stream())
                .anyMatch(seconds -> seconds.few().size() > 1);
        return costs.isEmpty()
                ? "No trial finished, so there is no cost to report."
                : (anyWithoutMean ? "Finished trials took " : "On average a finished trial took ")
                        + String.join(", ", costs) + "."
                        + ObjectiveSummary.timeNote(run.objectives())
                                .map(note -> " " + note)
                                .orElse("");
    }

    /** Names the objective, and its engine if there are several. */
    private static String subject(RecordedRuns run, String objective, String engine) {
        return run.hasEngines() ? objective + " on " + engine : objective;
    }
}
