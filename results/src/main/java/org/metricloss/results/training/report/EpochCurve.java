package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.statistics.Support;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * One quantity of an objective's epochs: the mean over its finished trials with its interval, epoch by epoch, up to the
 * last epoch that all of them have. A quantity is the objective's own value, or a diagnostic. Diagnostics of different
 * losses with the same name, such as {@code triplet.meanPositiveDistance} and {@code contrastive.meanPositiveDistance},
 * are one quantity. The share of active tuples is computed from the two counts, as in the table of epochs.
 *
 * @param objective the objective's name
 * @param engine the engine's id
 * @param name the value's full name: {@value #LOSS}, or a diagnostic's
 * @param byEpoch the estimates of epoch 1, 2, ...; at least one
 */
public record EpochCurve(String objective, String engine, String name, List<MeanEstimate> byEpoch) {
    /** The name of the objective's own value. */
    public static final String LOSS = "loss";

    private static final String SHARE = ".activeShare";

    /** Titles and units of known diagnostics; others are shown by their name. */
    private static final Map<String, Axis> AXES = Map.of(
            LOSS,
            Axis.linear("loss", ""),
            EpochRecord.EMBEDDING_NORM,
            Axis.amount("mean norm of embeddings", ""),
            EpochRecord.EMBEDDING_SPREAD,
            Axis.amount("spread of embeddings", ""),
            "activeShare",
            Axis.share("share of active tuples"),
            "meanPositiveDistance",
            Axis.amount("mean distance of positives", ""),
            "meanNegativeDistance",
            Axis.amount("mean distance of negatives", ""),
            "meanCenterDistance",
            Axis.amount("mean distance from the center", ""),
            "batchAccuracy",
            Axis.share("accuracy in the batch"),
            "meanStaleness",
            Axis.amount("mean staleness of centers", "steps"),
            "largestStaleness",
            Axis.amount("largest staleness of centers", "steps"));

    /** Copies its list. */
    public EpochCurve {
        byEpoch = List.copyOf(byEpoch);
    }

    /**
     * {@return the quantities of a run: {@value #LOSS}, then the diagnostics in order of first appearance}
     *
     * @param run a run
     */
    public static List<String> quantities(RecordedRuns run) {
        Set<String> quantities = new LinkedHashSet<>();
        for (TrialRecord trial : run.trials()) {
            if (trial.isFinished()) {
                trial.epochs()
                        .forEach(
                                epoch -> values(epoch).keySet().forEach(name -> quantities.add(quantity(epoch, name))));
            }
        }
        return List.copyOf(quantities);
    }

    /**
     * {@return the curve of a quantity for each objective and engine that has it; an objective with two losses that
     * have it has several curves}
     *
     * @param run a run
     * @param quantity one of {@link #quantities}
     */
    public static List<EpochCurve> of(RecordedRuns run, String quantity) {
        List<EpochCurve> curves = new ArrayList<>();
        for (ObjectiveSummary objective : run.objectives()) {
            List<TrialRecord> finished =
                    objective.trials().stream().filter(TrialRecord::isFinished).toList();
            Set<String> names = new LinkedHashSet<>();
            finished.forEach(trial -> trial.epochs()
                    .forEach(epoch -> values(epoch).keySet().stream()
                            .filter(name -> quantity(epoch, name).equals(quantity))
                            .forEach(names::add)));
            for (String name : names) {
                List<MeanEstimate> byEpoch = byEpoch(finished, name, quantity);
                if (!byEpoch.isEmpty()) {
                    curves.add(new EpochCurve(objective.objective(), objective.engine(), name, byEpoch));
                }
            }
        }
        return List.copyOf(curves);
    }

    /**
     * {@return the axis of a quantity. It begins at 0 if nothing states which values the quantity can take and none of the
     * curves falls below 0}
     *
     * @param curves the curves of the quantity
     * @param quantity one of {@link #quantities}
     */
    static Axis axis(List<EpochCurve> curves, String quantity) {
        Axis axis = AXES.getOrDefault(quantity, Axis.linear(quantity, ""));
        boolean negative = curves.stream()
                .flatMap(curve -> curve.byEpoch().stream())
                .anyMatch(estimate -> estimate.interval().map(Interval::low).orElse(estimate.mean()) < 0);
        return axis.support().equals(Support.ANY) && !negative ? Axis.amount(axis.title(), axis.unit()) : axis;
    }

    /**
     * Returns the values that a quantity can take: those that are known for a diagnostic, otherwise 0 and above if no
     * recorded value is negative. Some losses can be negative, most cannot, and a record does not say which.
     */
    private static Support support(String quantity, List<double[]> samples) {
        Support known = AXES.containsKey(quantity) ? AXES.get(quantity).support() : Support.ANY;
        return known.equals(Support.ANY) && samples.stream().allMatch(Support.POSITIVE::contains)
                ? Support.POSITIVE
                : known;
    }

    private static List<MeanEstimate> byEpoch(List<TrialRecord> finished, String name, String quantity) {
        int epochs =
                finished.stream().mapToInt(trial -> trial.epochs().size()).min().orElse(0);
        List<double[]> samples = new ArrayList<>();
        for (int e = 0; e < epochs; e++) {
            int epoch = e;
            double[] sample = finished.stream()
                    .mapToDouble(trial -> values(trial.epochs().get(epoch)).getOrDefault(name, Double.NaN))
                    .filter(Double::isFinite)
                    .toArray();
            if (sample.length < finished.size()) {
                break;
            }
            samples.add(sample);
        }
        Support support = support(quantity, samples);
        return samples.stream().map(sample -> MeanEstimate.of(sample, support)).toList();
    }

    /** Returns all values of an epoch, by full name. */
    private static Map<String, Double> values(EpochRecord epoch) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(LOSS, epoch.loss());
        epoch.diagnostics().forEach((name, value) -> {
            EpochRecord.termOfActiveTuples(name)
                    .ifPresent(term -> epoch.activeShare(term).ifPresent(share -> values.put(term + SHARE, share)));
            values.put(name, value);
        });
        return values;
    }

    /** Removes the term's name from a diagnostic, unless the rest is the name of the objective's own value. */
    private static String quantity(EpochRecord epoch, String name) {
        int dot = name.indexOf('.');
        return dot > 0
                        && epoch.termLosses().containsKey(name.substring(0, dot))
                        && !name.substring(dot + 1).equals(LOSS)
                ? name.substring(dot + 1)
                : name;
    }
}
