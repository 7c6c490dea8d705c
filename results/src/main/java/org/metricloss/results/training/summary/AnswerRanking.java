package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.report.Ranking;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.comparison.Comparison;
import org.metricloss.results.training.pareto.ParetoPoint;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The answer as a ranked picture: each objective with its primary measure, the value of each seed, the difference from the
 * baseline with its verdict, its training time as a multiple of the baseline's, and how its trials ended.
 */
final class AnswerRanking {
    /** The most objectives that are shown. */
    private static final int MOST_ROWS = 40;

    private final RunSummary summary;
    private final RecordedRuns run;
    private final List<String> further;

    private AnswerRanking(RunSummary summary) {
        this.summary = summary;
        this.run = summary.recorded();
        this.further = RunMeasures.HEADLINES.stream()
                .filter(id -> !id.equals(RunMeasures.PRIMARY) && run.measures().contains(id))
                .toList();
    }

    /** {@return the picture; empty if no trial has ended} */
    static Optional<Ranking> of(RunSummary summary) {
        return summary.recorded().objectives().isEmpty()
                ? Optional.empty()
                : Optional.of(new AnswerRanking(summary).ranking());
    }

    /** Returns the best objectives and, if they are not all, the baseline with them. */
    private static List<ObjectiveSummary> shown(RecordedRuns run) {
        List<ObjectiveSummary> ranked = Answer.ranked(run);
        return IntStream.range(0, ranked.size())
                .filter(place -> place < MOST_ROWS || run.isBaseline(ranked.get(place)))
                .mapToObj(ranked::get)
                .toList();
    }

    /** {@return a sentence on the objectives that are not shown; empty if all are} */
    static String undrawn(RecordedRuns run) {
        int all = run.objectives().size();
        return all <= MOST_ROWS
                ? ""
                : " The " + MOST_ROWS + " best of " + all
                        + " objectives and the baseline are shown; all are in the tables.";
    }

    private Ranking ranking() {
        List<String> columns = new ArrayList<>(List.of("difference from " + run.baseline(), "verdict"));
        for (String measure : further) {
            String title = run.describedMeasures().title(measure);
            columns.addAll(List.of(title, "verdict by " + title));
        }
        columns.addAll(List.of("training time", "trials"));
        return new Ranking(
                "objective",
                Axis.measure(
                        run.describedMeasures().title(RunMeasures.PRIMARY),
                        "",
                        run.describedMeasures().support(RunMeasures.PRIMARY)),
                baseline(run.objectives().get(0).engine())
                        .filter(unused -> !run.hasEngines())
                        .map(baseline -> baseline.measures().get(RunMeasures.PRIMARY))
                        .map(mean -> OptionalDouble.of(mean.mean()))
                        .orElse(OptionalDouble.empty()),
                columns,
                "The large dot is the mean and the bar its 95% interval; small dots are single values.",
                shown(run).stream().map(this::row).toList());
    }

    private Ranking.Row row(ObjectiveSummary objective) {
        Optional<MeanEstimate> mean = Optional.ofNullable(objective.measures().get(RunMeasures.PRIMARY));
        List<String> cells = new ArrayList<>(
                List.of(difference(RunMeasures.PRIMARY, objective), verdict(RunMeasures.PRIMARY, objective)));
        for (String measure : further) {
            cells.add(Optional.ofNullable(objective.measures().get(measure))
                    .map(NumberText::measure)
                    .orElse("-"));
            cells.add(verdict(measure, objective));
        }
        cells.add(time(objective));
        cells.add(trials(objective));
        return new Ranking.Row(
                run.name(objective),
                run.style(objective),
                mean.map(NumberText::measure).orElse("-"),
                mean.map(value -> new Ranking.Place(
                        value.mean(),
                        value.interval(),
                        List.copyOf(objective.bySeed(RunMeasures.PRIMARY).values()))),
                cells);
    }

    private Optional<ObjectiveSummary> baseline(String engine) {
        return run.objectives().stream()
                .filter(objective ->
                        run.isBaseline(objective) && objective.engine().equals(engine))
                .findFirst();
    }

    private String difference(String measure, ObjectiveSummary objective) {
        return Answer.comparison(summary.comparisons(), measure, objective)
                .map(Comparison::differenceInWords)
                .orElse("-");
    }

    private String verdict(String measure, ObjectiveSummary objective) {
        return run.isBaseline(objective)
                ? "the baseline"
                : Answer.comparison(summary.comparisons(), measure, objective)
                        .map(Comparison::verdictInWords)
                        .orElse("-");
    }

    private String time(ObjectiveSummary objective) {
        if (!objective.measures().containsKey(RunMeasures.PRIMARY)) {
            return "-";
        }
        double seconds = ParetoPoint.secondsOf(objective).mean();
        String shown = NumberText.seconds(seconds) + objective.timeMark();
        return run.isBaseline(objective)
                ? shown
                : baseline(objective.engine())
                        .filter(baseline -> baseline.measures().containsKey(RunMeasures.PRIMARY))
                        .map(baseline -> ParetoPoint.secondsOf(baseline).mean())
                        .filter(base -> base > 0)
                        .map(base -> NumberText.factor(seconds / base) + " times (" + shown + ")")
                        .orElse(shown);
    }

    /** Counts the trials by how they ended, finished ones first. */
    private static String trials(ObjectiveSummary objective) {
        TreeMap<String, Long> ends = objective.trials().stream()
                .filter(trial -> !trial.isFinished())
                .map(TrialRecord::status)
                .collect(Collectors.groupingBy(status -> status.words(), TreeMap::new, Collectors.counting()));
        List<String> counts = new ArrayList<>(List.of(objective.finished() + " finished"));
        ends.forEach((words, count) -> counts.add(count + " " + words));
        return String.join(", ", counts);
    }
}
