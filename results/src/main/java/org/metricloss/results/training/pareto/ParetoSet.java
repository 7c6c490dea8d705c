package org.metricloss.results.training.pareto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Accuracy against training time, see {@link ParetoPoint} for the definition.
 *
 * @param runs the runs
 * @param points one per objective and engine that has the measure, in order; an engine with only one objective has none
 */
public record ParetoSet(RecordedRuns runs, List<ParetoPoint> points) {
    /** How many objectives outside the set are named; the table below the sentence has all of them. */
    private static final int MOST_NAMES = 4;

    /** Copies the list. */
    public ParetoSet {
        points = List.copyOf(points);
    }

    /**
     * {@return the Pareto sets of each engine, with one point per objective and engine with a finished trial that has
     * the measure, in order; an engine with only one has none}
     *
     * @param run a run
     */
    public static ParetoSet of(RecordedRuns run) {
        List<ParetoPoint> points = new ArrayList<>();
        run.objectives().stream().map(ObjectiveSummary::engine).distinct().forEach(engine -> {
            List<ObjectiveSummary> measured = run.objectives().stream()
                    .filter(objective -> objective.engine().equals(engine)
                            && !objective.bySeed(RunMeasures.PRIMARY).isEmpty())
                    .toList();
            if (measured.size() > 1) {
                points.addAll(ParetoPoint.ofEngine(measured, run.notComparable().isEmpty()));
            }
        });
        return new ParetoSet(run, points);
    }

    /**
     * {@return the sets in one sentence per engine, such as {@code Of mean recall@1 against mean training time the
     * Pareto set is softmax and triplet (not certain); outside is contrastive.}; empty without points}
     */
    public String words() {
        Map<String, List<ParetoPoint>> engines =
                points.stream().collect(Collectors.groupingBy(ParetoPoint::engine, TreeMap::new, Collectors.toList()));
        String sets = engines.entrySet().stream()
                .map(engine -> sentence(
                        runs.describedMeasures().title(RunMeasures.PRIMARY),
                        engines.size() > 1 ? " on " + engine.getKey() : "",
                        engine.getValue()))
                .collect(Collectors.joining(" "));
        String doubts = points.stream()
                .filter(point -> !point.certain())
                .map(point -> doubt(engines.get(point.engine())))
                .distinct()
                .collect(Collectors.joining("; "));
        return doubts.isEmpty() ? sets : sets + " Not certain: " + doubts + ".";
    }

    private String doubt(List<ParetoPoint> ofEngine) {
        if (!runs.notComparable().isEmpty()) {
            return "these runs are not comparable";
        }
        return ObjectiveSummary.timeDoubt(
                        ofEngine.stream().map(ParetoPoint::summary).toList())
                .map(doubt -> "trials " + doubt + ", so their times are not comparable")
                .orElse("the intervals over seeds leave that place open");
    }

    private static String sentence(String measure, String where, List<ParetoPoint> points) {
        List<String> inside = names(points, true);
        List<String> outside = names(points, false);
        return "Of mean " + measure + " against mean training time" + where + " the Pareto set is "
                + NumberText.list(inside)
                + (outside.isEmpty() ? "." : "; outside " + outside(outside) + ".");
    }

    private static String outside(List<String> names) {
        if (names.size() > MOST_NAMES) {
            return "are the " + names.size() + " others";
        }
        return (names.size() == 1 ? "is " : "are ") + NumberText.list(names);
    }

    private static List<String> names(List<ParetoPoint> points, boolean inSet) {
        return points.stream()
                .filter(point -> point.isInSet() == inSet)
                .map(point -> point.certain() ? point.objective() : point.objective() + " (not certain)")
                .toList();
    }
}
