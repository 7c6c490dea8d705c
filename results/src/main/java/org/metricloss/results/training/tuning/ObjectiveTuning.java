package org.metricloss.results.training.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.record.TuningStep;

/**
 * The tuning of an objective. Settings are ranked by the mean of the tuning's measure over the folds of the training
 * part; the test part is not used.
 *
 * @param objective the objective's name
 * @param engine the engine that it was tuned on
 * @param lowerIsBetter whether lower values of the tuning's measure are better
 * @param tried its settings by rung and number
 */
public record ObjectiveTuning(String objective, String engine, boolean lowerIsBetter, List<TriedSetting> tried) {
    /** Copies the list. */
    public ObjectiveTuning {
        tried = List.copyOf(tried);
    }

    /**
     * {@return one entry for each objective that was tuned, in order of first appearance}
     *
     * @param trials ended trials of a run, at least those that tune; other trials are ignored
     * @param measures the measures, which define which values are better
     */
    public static List<ObjectiveTuning> of(List<TrialRecord> trials, RunMeasures measures) {
        Map<String, Map<List<Integer>, List<TrialRecord>>> byObjective = new LinkedHashMap<>();
        for (TrialRecord trial : trials) {
            trial.setup()
                    .tuningStep()
                    .ifPresent(step -> byObjective
                            .computeIfAbsent(trial.setup().objective(), unseen -> new LinkedHashMap<>())
                            .computeIfAbsent(key(trial, step), unseen -> new ArrayList<>())
                            .add(trial));
        }
        List<ObjectiveTuning> tunings = new ArrayList<>();
        byObjective.forEach((objective, settings) -> {
            List<TriedSetting> tried = settings.values().stream()
                    .map(TriedSetting::of)
                    .sorted(Comparator.comparingInt(
                                    (TriedSetting one) -> one.step().rung())
                            .thenComparingInt(TriedSetting::number))
                    .toList();
            String engine = tried.get(0).trials().get(0).setup().engine();
            tunings.add(new ObjectiveTuning(
                    objective,
                    engine,
                    measures.isLowerBetter(tried.get(0).step().measure()),
                    tried));
        });
        return List.copyOf(tunings);
    }

    private static List<Integer> key(TrialRecord trial, TuningStep step) {
        return List.of(step.rung(), trial.setup().tuned().orElseThrow().number());
    }

    /** {@return the number of rungs and folds, and the measure; its rung and fold are those of an arbitrary trial} */
    public TuningStep step() {
        return tried.get(0).step();
    }

    /** {@return how many settings were tried} */
    public int settings() {
        return (int) tried.stream().mapToInt(TriedSetting::number).distinct().count();
    }

    /** {@return how many trials ended, over all rungs and folds} */
    public int trials() {
        return tried.stream().mapToInt(setting -> setting.trials().size()).sum();
    }

    /** {@return how many of these trials ended without finishing} */
    public int failed() {
        return tried.stream().mapToInt(TriedSetting::failed).sum();
    }

    /**
     * {@return the settings of a rung, best first. Settings without a value come last, and equal settings are in the
     * order of their numbers}
     *
     * @param rung counted from 1
     */
    public List<TriedSetting> ranked(int rung) {
        double sign = lowerIsBetter ? 1 : -1;
        return tried.stream()
                .filter(setting -> setting.step().rung() == rung)
                .sorted(Comparator.comparingDouble(
                                (TriedSetting setting) -> setting.value().isPresent()
                                        ? sign * setting.value().getAsDouble()
                                        : Double.MAX_VALUE)
                        .thenComparingInt(TriedSetting::number))
                .toList();
    }

    /** {@return whether settings were tried at the last rung, but none of them could be judged} */
    public boolean isWithoutChoice() {
        List<TriedSetting> last = ranked(step().rungs());
        return !last.isEmpty() && last.get(0).value().isEmpty();
    }

    /** {@return the setting with a given number at the last rung, if it was tried there} */
    public Optional<TriedSetting> ofLastRung(int number) {
        return ranked(step().rungs()).stream()
                .filter(setting -> setting.number() == number)
                .findFirst();
    }
}
