package org.metricloss.experiments.training.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * How objectives are tuned before they are compared. The same number of settings is tried for each objective, from
 * ranges that the file gives. For each fold of the training part, a setting is trained on all other folds and evaluated
 * on that fold.
 *
 * @param trials how many settings are tried for each objective, in [1, {@value #MAX_TRIALS}]
 * @param folds how many parts the training images are divided into, in [2, {@value #MAX_FOLDS}]
 * @param measure the id of the measure whose mean over the folds decides which setting is chosen
 * @param seed the seed of the folds and of the weights and batches of all tuning trials
 * @param halving how poor settings are dropped early; empty if every setting is tried on the whole budget
 * @param ranges the tuned settings, at least one, each path once
 */
public record TuneSetting(
        int trials, int folds, String measure, long seed, Optional<HalvingSetting> halving, List<TunedRange> ranges) {
    static final int MAX_TRIALS = 1000;
    static final int MAX_FOLDS = 100;

    /** How many points are examined for each new setting before a range counts as exhausted. */
    private static final int PATIENCE = 64;

    /** Copies the list and checks the numbers. */
    public TuneSetting {
        ranges = List.copyOf(ranges);
        if (!(trials >= 1 && trials <= MAX_TRIALS && folds >= 2 && folds <= MAX_FOLDS)) {
            throw new IllegalArgumentException("trials must be in [1, %s] and folds in [2, %s], got %s and %s"
                    .formatted(MAX_TRIALS, MAX_FOLDS, trials, folds));
        }
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("ranges must not be empty");
        }
    }

    /**
     * {@return the number of rungs of an objective, without those that a single setting would reach; 1 without halving}
     *
     * @param settings how many settings are tried for the objective
     */
    public int rungs(int settings) {
        return halving.map(halved -> halved.decidingRungs(settings)).orElse(1);
    }

    /**
     * {@return how many settings of an objective the rung has; 0 after the objective's last rung}
     *
     * @param settings how many settings are tried for the objective
     * @param rung counted from 1
     */
    public int settings(int settings, int rung) {
        if (rung > rungs(settings)) {
            return 0;
        }
        return halving.map(halved -> halved.settings(settings, rung)).orElse(settings);
    }

    /**
     * {@return the part of the budget that a trial of the rung has}
     *
     * @param whole the whole budget
     * @param rung counted from 1
     */
    public BudgetSetting budget(BudgetSetting whole, int rung) {
        return halving.map(halved -> halved.budget(whole, rung)).orElse(whole);
    }

    /**
     * Returns the settings that are tried for an objective. They are the points of a Sobol sequence from the second
     * point on, so that the first setting is the middle of every range; the first point is the corner with the least
     * values. Ranges that all objectives share come first, so that every objective gets the same values of these
     * ranges. A point that gives an existing setting is skipped.
     *
     * @param objective its name
     * @return each setting's values by path; {@link #trials} of them, or fewer if whole numbers and choices have no
     *     more combinations; none if the objective has no range
     */
    public List<Map<String, String>> settings(String objective) {
        List<TunedRange> own = new ArrayList<>(
                ranges.stream().filter(range -> range.objective().isEmpty()).toList());
        ranges.stream()
                .filter(range -> range.objective().isPresent() && range.isOf(objective))
                .forEach(own::add);
        if (own.isEmpty()) {
            return List.of();
        }
        SobolSequenceGenerator points = new SobolSequenceGenerator(own.size());
        points.nextVector();
        Set<Map<String, String>> settings = new LinkedHashSet<>();
        for (int passedOver = 0; settings.size() < trials && passedOver < PATIENCE * trials; ) {
            passedOver += settings.add(setting(own, points.nextVector())) ? 0 : 1;
        }
        return List.copyOf(settings);
    }

    private static Map<String, String> setting(List<TunedRange> ranges, double[] point) {
        Map<String, String> setting = new LinkedHashMap<>();
        for (int i = 0; i < point.length; i++) {
            setting.put(ranges.get(i).path(), ranges.get(i).values().at(point[i]));
        }
        return setting;
    }
}
