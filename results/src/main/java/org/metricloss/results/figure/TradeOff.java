package org.metricloss.results.figure;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.results.record.Measure;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.summary.RunSummary;

/**
 * An objective's measure against what it cost: a point of the figure that answers a run's question.
 *
 * @param objective the objective on its engine
 * @param seconds wall time of a finished trial, mean over seeds
 * @param measure the measure, mean over seeds
 * @param inParetoSet whether no other point is at least as good in both means and better in one; the means alone decide, so
 *     intervals that overlap can change places
 */
public record TradeOff(ObjectiveSummary objective, MeanEstimate seconds, MeanEstimate measure, boolean inParetoSet) {
    private static final String SECONDS = "wallSeconds";

    /**
     * @param run a run
     * @param measure a measure that says which direction is better
     * @return a point for each objective and engine of which a trial finished and has the measure
     * @throws IllegalArgumentException where the measure depends on scale
     */
    public static List<TradeOff> of(RunSummary run, Measure measure) {
        if (!measure.isCompared()) {
            throw new IllegalArgumentException(measure.id() + " says nothing alone: it depends on scale");
        }
        List<ObjectiveSummary> objectives = run.objectives().stream()
                .filter(objective -> objective.measures().containsKey(measure.id())
                        && objective.costs().containsKey(SECONDS))
                .toList();
        List<TradeOff> points = new ArrayList<>();
        for (ObjectiveSummary objective : objectives) {
            points.add(new TradeOff(
                    objective,
                    objective.costs().get(SECONDS),
                    objective.measures().get(measure.id()),
                    objectives.stream().noneMatch(other -> dominates(other, objective, measure))));
        }
        return List.copyOf(points);
    }

    private static boolean dominates(ObjectiveSummary a, ObjectiveSummary b, Measure measure) {
        double sign = measure.direction() == Measure.Direction.HIGHER_IS_BETTER ? 1 : -1;
        double gain = sign
                * (a.measures().get(measure.id()).mean()
                        - b.measures().get(measure.id()).mean());
        double saving = b.costs().get(SECONDS).mean() - a.costs().get(SECONDS).mean();
        return gain >= 0 && saving >= 0 && (gain > 0 || saving > 0);
    }
}
