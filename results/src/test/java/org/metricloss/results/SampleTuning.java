package org.metricloss.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.training.record.BudgetRecord;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.record.TunedSetting;
import org.metricloss.results.training.record.TuningStep;

/**
 * A small run that tunes: of softmax+center four settings on two folds at two rungs, of which the third diverged on one fold and
 * the fourth had the best value of the first rung alone; of contrastive two settings at one rung's cost, all of which failed; of
 * softmax none.
 */
public final class SampleTuning {
    private static final int FOLDS = 2;
    private static final String MEASURE = "recallAt1";

    private SampleTuning() {}

    public static Manifest manifest() {
        return SampleRun.manifest(
                "tuned", trials().stream().map(TrialRecord::id).toList());
    }

    public static List<TrialRecord> trials() {
        List<TrialRecord> trials = new ArrayList<>();
        double[] first = {0.7, 0.8, Double.NaN, 0.9};
        for (int number = 1; number <= 4; number++) {
            for (int fold = 1; fold <= FOLDS; fold++) {
                double value = number == 3 && fold == 1 ? 0.99 : first[number - 1] + 0.01 * fold;
                trials.add(step("softmax+center", "center", number, number, 4, 1, fold, value));
            }
        }
        double[] second = {0.85, 0.95};
        for (int place = 1; place <= 2; place++) {
            int number = place == 1 ? 4 : 2;
            for (int fold = 1; fold <= FOLDS; fold++) {
                trials.add(
                        step("softmax+center", "center", place, number, 4, 2, fold, second[place - 1] + 0.01 * fold));
            }
        }
        for (int rung = 1; rung <= 2; rung++) {
            for (int number = 1; number <= 2 / rung; number++) {
                for (int fold = 1; fold <= FOLDS; fold++) {
                    trials.add(step("contrastive", "contrastive", number, number, 2, rung, fold, Double.NaN));
                }
            }
        }
        trials.add(SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5));
        trials.add(tested("softmax+center", "center", new TunedSetting(2, 4, values(2), Optional.empty()), 0.96));
        trials.add(tested("contrastive", "contrastive", new TunedSetting(1, 2, values(1), Optional.empty()), 0.5));
        return List.copyOf(trials);
    }

    /** The same trial, as if the value were an error rate and chosen by. */
    public static TrialRecord byEqualErrorRate(TrialRecord trial) {
        TunedSetting tuned = trial.setup().tuned().orElseThrow();
        TuningStep step = tuned.step().orElseThrow();
        TunedSetting other = Variant.of(tuned, "step", Optional.of(Variant.of(step, "measure", "equalErrorRate")));
        return Variant.of(
                trial,
                "setup",
                setup(trial.setup(), other, 0),
                "measures",
                Map.of("equalErrorRate", trial.measures().get(MEASURE)));
    }

    private static Map<String, String> values(int number) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("optimizer.learningRate", "0.0" + number);
        values.put("objectives.softmax+center.1.weight", "1");
        return values;
    }

    private static TrialRecord tested(String objective, String slug, TunedSetting tuned, double recall) {
        TrialRecord trial = SampleRun.finished(objective, slug, 1, recall, 0.4);
        return Variant.of(trial, "setup", setup(trial.setup(), tuned, 1));
    }

    private static TrialRecord step(
            String objective, String slug, int place, int number, int tried, int rung, int fold, double value) {
        TunedSetting tuned = new TunedSetting(
                number, tried, values(number), Optional.of(new TuningStep(rung, 2, fold, FOLDS, MEASURE)));
        TrialRecord trial = SampleRun.finished(objective, slug, 1, 0.5, 0.4);
        String id = "%s.djl.tune-%s-%s.fold-%s".formatted(slug, rung, place, fold);
        TrialSetup setup = setup(trial.setup(), tuned, 0);
        TrialCost cost = new TrialCost(12, 1440 * rung, 0, 0, new PhaseSeconds(0.1, 1, 0.2), 1.5);
        return Double.isNaN(value)
                ? TrialRecord.unfinished(
                        id, setup, TrialStatus.DIVERGED, "loss NaN", cost, trial.epochs(), Map.of(MEASURE, 1.0))
                : TrialRecord.finished(id, setup, cost, trial.epochs(), Map.of(MEASURE, value));
    }

    private static TrialSetup setup(TrialSetup on, TunedSetting tuned, long seed) {
        BudgetRecord budget = new BudgetRecord(
                Optional.of(tuned.step().map(TuningStep::rung).orElse(2)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                BudgetRecord.LAST);
        return Variant.of(on, "seed", seed, "tuned", Optional.of(tuned), "budget", Optional.of(budget));
    }
}
