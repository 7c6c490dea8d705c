package org.metricloss.results.figure;

import java.util.List;
import org.metricloss.results.record.Measure;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.summary.RunSummary;

/**
 * An objective's measure against what it cost: a point of the figure that answers a run's question.
 *
 * @param objective the objective on its engine
 * @param seconds what a finished trial spent on data and steps, evaluation not counted, mean over seeds
 * @param measure the measure, mean over seeds
 * @param inParetoSet whether no other point is at least as good in both means and better in one; the means alone decide, so
 *     intervals that overlap can change places
 */
public record TradeOff(ObjectiveSummary objective, MeanEstimate seconds, MeanEstimate measure, boolean inParetoSet) {
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
        List<TradeOff> all = run.objectives().stream()
                .filter(objective -> objective.measures().containsKey(measure.id()))
                .map(objective -> new TradeOff(
                        objective, seconds(objective), objective.measures().get(measure.id()), false))
                .toList();
        return all.stream()
                .map(point -> new TradeOff(
                        point.objective,
                        point.seconds,
                        point.measure,
                        all.stream().noneMatch(other -> other.dominates(point, measure))))
                .toList();
    }

    private static MeanEstimate seconds(ObjectiveSummary objective) {
        return MeanEstimate.of(objective.trials().stream()
                .filter(TrialRecord::isFinished)
                .mapToDouble(trial ->
                        trial.cost().seconds().data() + trial.cost().seconds().step())
                .toArray());
    }

    private boolean dominates(TradeOff other, Measure by) {
        double sign = by.direction() == Measure.Direction.HIGHER_IS_BETTER ? 1 : -1;
        double gain = sign * (measure.mean() - other.measure.mean());
        double saving = other.seconds.mean() - seconds.mean();
        return gain >= 0 && saving >= 0 && (gain > 0 || saving > 0);
    }
}
