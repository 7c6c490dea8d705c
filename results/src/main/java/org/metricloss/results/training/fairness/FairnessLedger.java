package org.metricloss.results.training.fairness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.metricloss.results.training.comparison.Comparisons;
import org.metricloss.results.training.record.SeedDraws;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The conditions that were equal in a comparison with the baseline and those that were not, according to the records of
 * finished trials. Trials with the same seed are compared. If the comparison is not paired, every trial of one side is
 * compared with every trial of the other.
 *
 * @param objective the objective's name
 * @param engine the engine of the objective and the baseline
 * @param pairs how many pairs of trials were compared, at least 1
 * @param conditions the findings by the condition's name, in order: whether the condition is the same in every pair
 * @param secondsRatio the objective's mean training time (data and steps) over the baseline's; empty if the baseline's
 *     time is 0
 */
public record FairnessLedger(
        String objective, String engine, int pairs, Map<String, Finding> conditions, OptionalDouble secondsRatio) {
    /** Training times within this share of each other count as equal, because measured times are never identical. */
    public static final double SECONDS_TOLERANCE = 0.1;

    /** The state of a condition according to the records. */
    public enum Finding {
        /** It is the same in every pair. */
        EQUAL,
        /** It differs in some pair. */
        DIFFERENT,
        /** Some record does not contain it, for example one of an older version. */
        NOT_RECORDED
    }

    /**
     * The conditions that are compared trial by trial, and the value that must be equal; empty if a record does not
     * contain it.
     */
    private static final Map<String, Function<TrialRecord, Optional<Object>>> BY_TRIAL = byTrial();

    private static Map<String, Function<TrialRecord, Optional<Object>>> byTrial() {
        Map<String, Function<TrialRecord, Optional<Object>>> conditions = new LinkedHashMap<>();
        conditions.put("data", of(TrialSetup::dataset));
        conditions.put("split", drawn(SeedDraws::split));
        conditions.put("network", of(TrialSetup::network));
        conditions.put("initial weights", drawn(SeedDraws::initialWeights));
        conditions.put("batches", drawn(SeedDraws::batches));
        conditions.put("optimizer", of(TrialSetup::optimizer));
        conditions.put("budget", trial -> trial.setup().budget().map(budget -> budget));
        conditions.put("samples", trial -> Optional.of(trial.cost().samplesSeen()));
        conditions.put("threads and device", of(setup -> List.of(setup.threads(), setup.device())));
        conditions.put("versions", of(TrialSetup::versions));
        return conditions;
    }

    private static Function<TrialRecord, Optional<Object>> of(Function<TrialSetup, Object> part) {
        return trial -> Optional.of(part.apply(trial.setup()));
    }

    private static Function<TrialRecord, Optional<Object>> drawn(Function<SeedDraws, Object> part) {
        return trial -> trial.setup().draws().map(part);
    }

    /**
     * {@return one entry for each objective and engine that has a pair with the baseline, in order}
     *
     * @param run a run, or several
     */
    public static List<FairnessLedger> of(RecordedRuns run) {
        List<FairnessLedger> ledger = new ArrayList<>();
        for (ObjectiveSummary objective : run.objectives()) {
            run.objectives().stream()
                    .filter(other ->
                            other.engine().equals(objective.engine()) && run.isBaseline(other) && other != objective)
                    .map(baseline -> new Sides(objective, baseline))
                    .filter(sides -> !sides.pairs().isEmpty())
                    .forEach(sides -> ledger.add(entry(run, sides)));
        }
        return ledger;
    }

    /**
     * {@return the conditions with a finding, in order}
     *
     * @param finding a finding
     */
    public List<String> conditions(Finding finding) {
        return conditions.entrySet().stream()
                .filter(condition -> condition.getValue() == finding)
                .map(Map.Entry::getKey)
                .toList();
    }

    private record Pair(TrialRecord trial, TrialRecord baseline) {}

    /** An objective and the baseline that it is compared with. */
    private record Sides(ObjectiveSummary objective, ObjectiveSummary baseline) {
        List<Pair> pairs() {
            boolean bySeed = Comparisons.pairUp(objective, baseline);
            return finished(objective)
                    .flatMap(trial -> finished(baseline)
                            .filter(other -> !bySeed
                                    || trial.setup().seed() == other.setup().seed())
                            .map(other -> new Pair(trial, other)))
                    .toList();
        }

        private static Stream<TrialRecord> finished(ObjectiveSummary summary) {
            return summary.trials().stream().filter(TrialRecord::isFinished);
        }
    }

    private static FairnessLedger entry(RecordedRuns run, Sides sides) {
        List<Pair> pairs = sides.pairs();
        Map<String, Finding> conditions = new LinkedHashMap<>();
        BY_TRIAL.forEach((name, part) -> conditions.put(name, finding(pairs, part)));
        // All trials of one run have the same.
        if (run.runs().size() > 1
                && run.runs().stream().anyMatch(recorded -> !recorded.augment().isEmpty())) {
            conditions.put("augmentation", augmentation(run, sides));
        }
        if (run.hasUnlikeMachines()) {
            conditions.put("machine", finding(pairs, FairnessLedger::hardware));
        }
        double own = pairs.stream().mapToDouble(pair -> seconds(pair.trial())).sum();
        double reference =
                pairs.stream().mapToDouble(pair -> seconds(pair.baseline())).sum();
        OptionalDouble ratio = reference > 0 ? OptionalDouble.of(own / reference) : OptionalDouble.empty();
        conditions.put("seconds", secondsFinding(ratio));
        conditions.put(
                "tuning trials",
                tuningTrials(run, sides.objective()) == tuningTrials(run, sides.baseline())
                        ? Finding.EQUAL
                        : Finding.DIFFERENT);
        return new FairnessLedger(
                sides.objective().objective(), sides.objective().engine(), pairs.size(), conditions, ratio);
    }

    private static Finding finding(List<Pair> pairs, Function<TrialRecord, Optional<Object>> part) {
        Finding finding = Finding.EQUAL;
        for (Pair pair : pairs) {
            Optional<Object> one = part.apply(pair.trial());
            Optional<Object> other = part.apply(pair.baseline());
            if (one.isEmpty() || other.isEmpty()) {
                finding = Finding.NOT_RECORDED;
            } else if (!one.equals(other)) {
                return Finding.DIFFERENT;
            }
        }
        return finding;
    }

    /** Records of trials do not contain it, but the experiments of their runs do. */
    private static Finding augmentation(RecordedRuns run, Sides sides) {
        long ways = run.runs().stream()
                .filter(recorded -> sides.objective().runs().contains(recorded.label())
                        || sides.baseline().runs().contains(recorded.label()))
                .map(RecordedRun::augment)
                .distinct()
                .count();
        return ways > 1 ? Finding.DIFFERENT : Finding.EQUAL;
    }

    private static Optional<Object> hardware(TrialRecord trial) {
        return trial.ranOn().map(place -> place.machine().hardware());
    }

    private static Finding secondsFinding(OptionalDouble ratio) {
        if (ratio.isEmpty()) {
            return Finding.NOT_RECORDED;
        }
        return Math.abs(Math.log(ratio.getAsDouble())) <= Math.log1p(SECONDS_TOLERANCE)
                ? Finding.EQUAL
                : Finding.DIFFERENT;
    }

    /** Counts the trials that tuned an objective's setting in its runs, on any engine. */
    static long tuningTrials(RecordedRuns run, ObjectiveSummary objective) {
        String name = objective.trials().get(0).setup().objective();
        return run.runs().stream()
                .filter(recorded -> objective.runs().contains(recorded.label()))
                .flatMap(recorded -> recorded.tuning().stream())
                .filter(trial -> trial.setup().objective().equals(name))
                .count();
    }

    private static double seconds(TrialRecord trial) {
        return trial.cost().seconds().training();
    }
}
