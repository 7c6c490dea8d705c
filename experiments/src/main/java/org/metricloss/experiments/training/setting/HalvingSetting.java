package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;

/**
 * Successive halving (Jamieson, Talwalkar: Non-stochastic Best Arm Identification and Hyperparameter Optimization,
 * AISTATS 2016): settings are tried on a part of the budget. The best of them are then trained again from the start on
 * a larger part. Rung number {@code rungs} has the whole budget. A rung that a single setting would reach is left out,
 * because it would decide nothing; the settings are then chosen with less than the whole budget.
 *
 * @param rungs the number of rungs, from 2 to {@value #MAX_RUNGS}
 * @param factor the factor by which the budget grows from rung to rung; one in {@code factor} settings is kept; from 2
 *     to {@value #MAX_FACTOR}
 */
public record HalvingSetting(int rungs, int factor) {
    static final int MAX_RUNGS = 10;
    static final int MAX_FACTOR = 10;

    private static final Setting<HalvingSetting, Integer> RUNGS = Setting.required(
            "rungs",
            Type.integer(2, MAX_RUNGS),
            HalvingSetting::rungs,
            "The number of rungs. Each rung has `factor` times the budget of the one before, so that rung number `rungs` has"
                    + " the whole budget. Rungs that a single setting would reach are left out, because they would decide"
                    + " nothing; the setting is then chosen with less than the whole budget.");
    private static final Setting<HalvingSetting, Integer> FACTOR = Setting.of(
            "factor",
            Type.integer(2, MAX_FACTOR),
            2,
            HalvingSetting::factor,
            "The factor by which the budget grows from rung to rung; one of this number of settings is kept.");

    static final Block<HalvingSetting> BLOCK = new Block<>(
            "halving",
            "Successive halving: settings are tried on a part of the budget, and the best of them again on more.",
            "{rungs: 2}",
            List.of(RUNGS, FACTOR),
            fields -> new HalvingSetting(fields.read(RUNGS), fields.read(FACTOR)));

    /** Checks the ranges. */
    public HalvingSetting {
        if (!(rungs >= 2 && rungs <= MAX_RUNGS && factor >= 2 && factor <= MAX_FACTOR)) {
            throw new IllegalArgumentException("rungs must be in [2, %s] and factor in [2, %s], got %s and %s"
                    .formatted(MAX_RUNGS, MAX_FACTOR, rungs, factor));
        }
    }

    /**
     * {@return how many settings the rung has: the number in the previous rung divided by {@code factor}, rounded up}
     *
     * @param settings how many settings the first rung has
     * @param rung counted from 1
     */
    int settings(int settings, int rung) {
        int left = settings;
        for (int i = 1; i < rung; i++) {
            left = (left + factor - 1) / factor;
        }
        return left;
    }

    /**
     * {@return how many rungs have something to decide, which are the first and all with two or more settings}
     *
     * @param settings how many settings the first rung has
     */
    int decidingRungs(int settings) {
        int deciding = 1;
        while (deciding < rungs && settings(settings, deciding + 1) > 1) {
            deciding++;
        }
        return deciding;
    }

    /**
     * {@return the rung's share of the budget}
     *
     * @param whole the whole budget
     * @param rung counted from 1
     */
    BudgetSetting budget(BudgetSetting whole, int rung) {
        return whole.part(Math.pow(factor, rung - (double) rungs));
    }
}
