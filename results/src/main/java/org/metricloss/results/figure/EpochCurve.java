package org.metricloss.results.figure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.summary.RunSummary;

/**
 * One number of an objective's epochs: the mean over its finished trials with its interval, epoch by epoch, as far as all of
 * them have it.
 *
 * @param objective the objective's name
 * @param engine the engine's id
 * @param byEpoch the estimates of epoch 1, 2, ...; at least one
 */
public record EpochCurve(String objective, String engine, List<MeanEstimate> byEpoch) {
    /** The name of the objective's own value. */
    public static final String LOSS = "loss";

    /** Copies its list. */
    public EpochCurve {
        byEpoch = List.copyOf(byEpoch);
    }

    /**
     * @param run a run
     * @return the names that {@link #of} knows: {@value #LOSS}, then diagnostics as they first appear
     */
    public static List<String> names(RunSummary run) {
        Set<String> names = new LinkedHashSet<>(List.of(LOSS));
        run.trials().stream()
                .filter(TrialRecord::isFinished)
                .flatMap(trial -> trial.epochs().stream())
                .forEach(epoch -> names.addAll(epoch.diagnostics().keySet()));
        return List.copyOf(names);
    }

    /**
     * @param run a run
     * @param name {@value #LOSS} or a diagnostic's name
     * @return the curve of each objective and engine that has it
     */
    public static List<EpochCurve> of(RunSummary run, String name) {
        List<EpochCurve> curves = new ArrayList<>();
        for (ObjectiveSummary objective : run.objectives()) {
            List<MeanEstimate> byEpoch = byEpoch(objective, name);
            if (!byEpoch.isEmpty()) {
                curves.add(new EpochCurve(objective.objective(), objective.engine(), byEpoch));
            }
        }
        return List.copyOf(curves);
    }

    private static List<MeanEstimate> byEpoch(ObjectiveSummary objective, String name) {
        List<TrialRecord> finished =
                objective.trials().stream().filter(TrialRecord::isFinished).toList();
        int epochs =
                finished.stream().mapToInt(trial -> trial.epochs().size()).min().orElse(0);
        List<MeanEstimate> estimates = new ArrayList<>();
        for (int e = 0; e < epochs; e++) {
            int epoch = e;
            double[] sample = finished.stream()
                    .map(trial -> value(trial.epochs().get(epoch), name))
                    .flatMapToDouble(OptionalDouble::stream)
                    .filter(Double::isFinite)
                    .toArray();
            if (sample.length < finished.size()) {
                break;
            }
            estimates.add(MeanEstimate.of(sample));
        }
        return estimates;
    }

    private static OptionalDouble value(EpochRecord epoch, String name) {
        if (name.equals(LOSS)) {
            return OptionalDouble.of(epoch.loss());
        }
        Double value = epoch.diagnostics().get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
