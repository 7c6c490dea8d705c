package org.metricloss.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.Target;
import org.metricloss.results.training.record.TrainingRecord;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * A run to a target accuracy on seven seeds: one objective reaches it with every seed, one misses it with two and diverges
 * with a third although it had come past the target, one never reaches it.
 */
public final class TrainingRun {
    private static final BudgetRecord BUDGET = new BudgetRecord(
            Optional.empty(),
            Optional.of(4320L),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Target("recallAt1", 0.9)),
            Map.of(),
            BudgetRecord.LAST);

    private TrainingRun() {}

    public static Manifest manifest() {
        return SampleRun.manifest(
                "training", trials().stream().map(TrialRecord::id).toList());
    }

    public static List<TrialRecord> trials() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 1; seed <= 7; seed++) {
            trials.add(trial("softmax", "softmax", seed, 1, seed % 3, StopReason.TARGET));
            trials.add(trial(
                    "triplet",
                    "triplet",
                    seed,
                    1.5,
                    seed == 2 || seed == 5 ? Integer.MAX_VALUE : seed % 2,
                    seed == 2 || seed == 5 ? StopReason.SAMPLES : StopReason.TARGET));
            trials.add(trial("slow", "slow", seed, 4, Integer.MAX_VALUE, StopReason.EARLY_STOPPING));
        }
        TrialRecord reachedButDiverged = trials.get(1);
        trials.set(
                1,
                Variant.of(
                        reachedButDiverged,
                        "status",
                        TrialStatus.DIVERGED,
                        "reason",
                        Optional.of("the loss became NaN"),
                        "trained",
                        Optional.of(new TrainingRecord(
                                Optional.empty(), reachedButDiverged.training().validation(), Optional.empty())),
                        "measures",
                        Map.of()));
        return List.copyOf(trials);
    }

    /** Reaches the target at the point of that number, counted from 0, if there is one. */
    private static TrialRecord trial(
            String objective, String slug, int seed, double secondsPerEpoch, int reachedAt, StopReason stop) {
        TrialRecord plain = SampleRun.finished(objective, slug, seed, 0.9 + 0.001 * seed, 0.5);
        List<ValidationPoint> points = new ArrayList<>();
        List<EpochRecord> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= Math.min(3, reachedAt == Integer.MAX_VALUE ? 3 : reachedAt + 1); epoch++) {
            Map<String, Double> measures = new LinkedHashMap<>();
            measures.put("recallAt1", epoch == reachedAt + 1 ? 0.9 : 0.5 + 0.1 * epoch);
            measures.put("mapAtR", 0.25 * epoch);
            double seconds = secondsPerEpoch * epoch + 0.01 * seed;
            points.add(new ValidationPoint(epoch, 12L * epoch, 1440L * epoch, seconds, measures));
            EpochRecord template = plain.epochs().get(0);
            epochs.add(new EpochRecord(
                    epoch,
                    template.loss(),
                    Map.of(),
                    Map.of(),
                    new PhaseSeconds(0.1, secondsPerEpoch - 0.1, 0.2),
                    1440));
        }
        ValidationPoint last = points.get(points.size() - 1);
        boolean best = stop == StopReason.EARLY_STOPPING;
        return TrialRecord.finished(
                plain.id(),
                Variant.of(plain.setup(), "budget", Optional.of(BUDGET)),
                new TrialCost(
                        last.step(),
                        last.samples(),
                        0,
                        0,
                        new PhaseSeconds(0.5, last.seconds() - 0.5, 0.2 * epochs.size()),
                        last.seconds() + 1),
                epochs,
                new TrainingRecord(Optional.of(stop), points, best ? Optional.of(2) : Optional.empty()),
                plain.measures());
    }
}
