package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.text.ConsoleText;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.comparison.Comparison;
import org.metricloss.results.training.comparison.Verdict;
import org.metricloss.results.training.equivalence.EngineEquivalence;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Writes a run's answer as one sentence of at most {@value #MOST_WORDS} words: the objective with the best mean of the
 * primary measure, its verdict against the baseline, and the verdicts on the other objectives. The answer consists only of
 * verdicts and means, so it never claims more than they do.
 */
public final class Answer {
    static final int MOST_WORDS = 30;
    private static final int LONGEST_NAME = 32;

    private final RecordedRuns run;
    private final List<Comparison> comparisons;

    private Answer(RunSummary summary) {
        this.run = summary.recorded();
        this.comparisons = summary.comparisons().stream()
                .filter(comparison -> comparison.measure().id().equals(RunMeasures.PRIMARY))
                .toList();
    }

    /**
     * {@return one sentence}
     *
     * @param summary the results
     */
    public static String of(RunSummary summary) {
        return new Answer(summary).sentence();
    }

    /**
     * {@return what a test of equivalence of engines shows, a sentence for each engine but the first; empty if the experiment asks
     * for none}
     */
    static List<String> equivalence(RunSummary summary) {
        List<EngineEquivalence> tests = summary.equivalence();
        return tests.isEmpty()
                ? List.of()
                : EngineEquivalence.inShort(
                        tests,
                        summary.recorded()
                                .describedMeasures()
                                .title(tests.get(0).measure()));
    }

    /** {@return the objectives that have the primary measure, the best mean first, and then the others} */
    static List<ObjectiveSummary> ranked(RecordedRuns run) {
        boolean lower = run.describedMeasures().isLowerBetter(RunMeasures.PRIMARY);
        return run.objectives().stream()
                .sorted(Comparator.comparingDouble(
                        objective -> Optional.ofNullable(objective.measures().get(RunMeasures.PRIMARY))
                                .map(mean -> lower ? mean.mean() : -mean.mean())
                                .orElse(Double.POSITIVE_INFINITY)))
                .toList();
    }

    /** {@return the comparison of an objective, if it was compared} */
    static Optional<Comparison> comparison(List<Comparison> comparisons, String measure, ObjectiveSummary objective) {
        return comparisons.stream()
                .filter(comparison -> comparison.measure().id().equals(measure)
                        && comparison.objective().equals(objective.objective())
                        && comparison.engine().equals(objective.engine()))
                .findFirst();
    }

    private String sentence() {
        List<ObjectiveSummary> ranked = ranked(run);
        if (ranked.isEmpty()) {
            return "No trial has ended yet, so there is no answer.";
        }
        ObjectiveSummary best = ranked.get(0);
        if (!best.measures().containsKey(RunMeasures.PRIMARY)) {
            return "No trial finished with a value of " + measure() + ", so there is no answer.";
        }
        Map<Verdict, List<String>> others = new EnumMap<>(Verdict.class);
        ranked.subList(1, ranked.size())
                .forEach(objective -> comparison(comparisons, RunMeasures.PRIMARY, objective)
                        .ifPresent(
                                comparison -> others.computeIfAbsent(comparison.verdict(), unseen -> new ArrayList<>())
                                        .add(run.name(objective))));
        if (isUntested(best)) {
            return untested(best);
        }
        String lead = lead(best);
        String better = comparison(comparisons, RunMeasures.PRIMARY, best)
                        .filter(comparison -> comparison.verdict() == Verdict.BETTER)
                        .isPresent()
                ? "also better"
                : "better than " + name(run.baseline());
        // Names give way to counts from the last group on, until the sentence is short enough.
        for (int named = others.size(); named > 0; named--) {
            String sentence = lead + groups(others, better, named) + ".";
            if (isShort(sentence)) {
                return sentence;
            }
        }
        String counted = lead + groups(others, better, 0) + ".";
        return isShort(counted) ? counted : lead + ".";
    }

    /** Returns whether there are comparisons, one of them of the best objective, and none of them was tested. */
    private boolean isUntested(ObjectiveSummary best) {
        return comparison(comparisons, RunMeasures.PRIMARY, best).isPresent()
                && comparisons.stream().allMatch(comparison -> comparison.verdict() == Verdict.NOT_TESTED);
    }

    /** The answer if nothing was tested: one reason instead of a list of names. */
    private String untested(ObjectiveSummary best) {
        List<String> reasons = comparisons.stream()
                .flatMap(comparison -> comparison.obstacle().stream())
                .distinct()
                .toList();
        String start =
                name(run.name(best)) + has(best) + "; no difference from " + name(run.baseline()) + " was tested";
        String reasoned = reasons.size() == 1 ? start + ": " + reasons.get(0) + "." : start + ".";
        return isShort(reasoned) ? reasoned : start + ".";
    }

    private static boolean isShort(String sentence) {
        return sentence.split("\\s+").length <= MOST_WORDS && sentence.length() <= 2 * ConsoleText.WIDTH - 20;
    }

    private String lead(ObjectiveSummary best) {
        String name = name(run.name(best));
        if (run.objectives().size() == 1 && run.isBaseline(best)) {
            return name + " is the only objective; its mean " + measure() + seeds(best) + " is "
                    + NumberText.measure(
                            best.measures().get(RunMeasures.PRIMARY).mean());
        }
        String has = has(best);
        if (run.isBaseline(best)) {
            return name + ", the baseline," + has;
        }
        String baseline = name(run.baseline());
        return name
                + has
                + comparison(comparisons, RunMeasures.PRIMARY, best)
                        .map(comparison -> switch (comparison.verdict()) {
                            case BETTER -> " and is better than " + baseline;
                            case WORSE -> ", but is worse than " + baseline + " over the shared seeds";
                            case NOT_DISTINGUISHABLE -> ", not clearly different from " + baseline;
                            case NOT_TESTED, NOT_COMPARED -> ", not tested against " + baseline;
                        })
                        .orElse("; it cannot be compared with the baseline " + baseline);
    }

    private String has(ObjectiveSummary best) {
        return " has the best mean " + measure() + " ("
                + NumberText.measure(best.measures().get(RunMeasures.PRIMARY).mean())
                + seeds(best)
                + ")";
    }

    /** Says over how many seeds a mean is, if trials failed. */
    private static String seeds(ObjectiveSummary objective) {
        return objective.failed() == 0
                ? ""
                : " over " + objective.finished() + " of " + objective.trials().size() + " seeds";
    }

    /** A name must not use up the words and the length of the sentence. */
    private static String name(String name) {
        String cut = ConsoleText.cut(name, LONGEST_NAME);
        String[] words = cut.split("\\s+");
        return words.length <= 4 ? cut : String.join(" ", List.of(words).subList(0, 4)) + "..";
    }

    private String measure() {
        return run.describedMeasures().title(RunMeasures.PRIMARY);
    }

    private static String groups(Map<Verdict, List<String>> others, String better, int named) {
        StringBuilder text = new StringBuilder();
        int place = 0;
        for (Map.Entry<Verdict, List<String>> group : others.entrySet()) {
            List<String> names = group.getValue();
            text.append("; ")
                    .append(
                            switch (group.getKey()) {
                                case BETTER -> better + ": ";
                                case WORSE -> "worse: ";
                                case NOT_DISTINGUISHABLE -> "no clear difference: ";
                                case NOT_TESTED -> "not tested: ";
                                case NOT_COMPARED -> "not compared: ";
                            })
                    .append(
                            place++ < named
                                    ? NumberText.list(
                                            names.stream().map(Answer::name).toList())
                                    : names.size() + (names.size() == 1 ? " objective" : " objectives"));
        }
        return text.toString();
    }
}
