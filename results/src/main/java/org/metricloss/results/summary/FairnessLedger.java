package org.metricloss.results.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.record.TrialSetup;

/**
 * What was equal in each comparison with the baseline and what was not, going by the records of trials paired by seed.
 * Initial weights and batches are drawn from the seed alone, so they are equal where seed, network, data and the batch settings
 * are.
 *
 * @param objective the objective's name
 * @param engine the engine of both
 * @param pairs how many seeds have a finished trial of both, at least 1
 * @param equal each of {@link #CONDITIONS} by name: whether it is the same in every pair
 * @param secondsRatio the objective's training time (data and steps) over the baseline's, summed over the pairs; empty where
 *     the baseline took none
 */
public record FairnessLedger(
        String objective, String engine, int pairs, Map<String, Boolean> equal, OptionalDouble secondsRatio) {
    /** The conditions that are compared, by what each must be equal in. */
    static final Map<String, Function<TrialRecord, Object>> CONDITIONS = conditions();

    private static Map<String, Function<TrialRecord, Object>> conditions() {
        Map<String, Function<TrialRecord, Object>> conditions = new LinkedHashMap<>();
        conditions.put("data and split", of(TrialSetup::dataset));
        conditions.put("network and initial weights", of(TrialSetup::network));
        conditions.put("batches", of(setup -> List.of(setup.batch(), setup.dataset())));
        conditions.put("optimizer", of(TrialSetup::optimizer));
        conditions.put("samples", trial -> trial.cost().samplesSeen());
        conditions.put("threads and device", of(setup -> List.of(setup.threads(), setup.device())));
        conditions.put("versions", of(TrialSetup::versions));
        return conditions;
    }

    private static Function<TrialRecord, Object> of(Function<TrialSetup, Object> part) {
        return trial -> part.apply(trial.setup());
    }

    /**
     * @param run a run
     * @return one entry for each objective and engine that has a pair with the baseline, in order
     */
    public static List<FairnessLedger> of(RunSummary run) {
        List<FairnessLedger> ledger = new ArrayList<>();
        for (ObjectiveSummary objective : run.objectives()) {
            run.objectives().stream()
                    .filter(other -> other.engine().equals(objective.engine())
                            && other.objective().equals(run.manifest().baseline())
                            && other != objective)
                    .map(baseline -> pairs(objective, baseline))
                    .filter(pairs -> !pairs.isEmpty())
                    .forEach(pairs -> ledger.add(entry(objective, pairs)));
        }
        return ledger;
    }

    /** @return the conditions that differ, in order */
    public List<String> unequal() {
        return equal.entrySet().stream()
                .filter(condition -> !condition.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private record Pair(TrialRecord trial, TrialRecord baseline) {}

    private static List<Pair> pairs(ObjectiveSummary objective, ObjectiveSummary baseline) {
        Map<Long, TrialRecord> bySeed = new TreeMap<>();
        baseline.trials().stream()
                .filter(TrialRecord::isFinished)
                .forEach(trial -> bySeed.put(trial.setup().seed(), trial));
        return objective.trials().stream()
                .filter(trial ->
                        trial.isFinished() && bySeed.containsKey(trial.setup().seed()))
                .map(trial -> new Pair(trial, bySeed.get(trial.setup().seed())))
                .toList();
    }

    private static FairnessLedger entry(ObjectiveSummary objective, List<Pair> pairs) {
        Map<String, Boolean> equal = new LinkedHashMap<>();
        CONDITIONS.forEach((name, part) -> equal.put(
                name, pairs.stream().allMatch(pair -> part.apply(pair.trial()).equals(part.apply(pair.baseline())))));
        double own = pairs.stream().mapToDouble(pair -> seconds(pair.trial())).sum();
        double reference =
                pairs.stream().mapToDouble(pair -> seconds(pair.baseline())).sum();
        return new FairnessLedger(
                objective.objective(),
                objective.engine(),
                pairs.size(),
                equal,
                reference > 0 ? OptionalDouble.of(own / reference) : OptionalDouble.empty());
    }

    private static double seconds(TrialRecord trial) {
        return trial.cost().seconds().training();
    }
}
