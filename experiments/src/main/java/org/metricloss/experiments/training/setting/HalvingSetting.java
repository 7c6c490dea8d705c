package org.metricloss.experiments.training.setting;

/**
 * Successive halving (Jamieson, Talwalkar: Non-stochastic Best Arm Identification and Hyperparameter Optimization, AISTATS
 * 2016): settings are tried on a part of the budget, and the best of them anew on more, until the last rung has all of it.
 *
 * @param rungs how often, from 2 to {@value #MAX_RUNGS}
 * @param factor by how much the budget grows from rung to rung, and one in how many settings goes on, from 2 to {@value
 *     #MAX_FACTOR}
 */
public record HalvingSetting(int rungs, int factor) {
    static final int MAX_RUNGS = 10;
    static final int MAX_FACTOR = 10;
    static final int DEFAULT_FACTOR = 2;

    /** Checks the ranges. */
    public HalvingSetting {
        if (!(rungs >= 2 && rungs <= MAX_RUNGS && factor >= 2 && factor <= MAX_FACTOR)) {
            throw new IllegalArgumentException("rungs must be in [2, %s] and factor in [2, %s], got %s and %s"
                    .formatted(MAX_RUNGS, MAX_FACTOR, rungs, factor));
        }
    }

    /**
     * {@return how many the rung has: of those of the rung before one in {@code factor}, rounded up}
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
     * {@return the rung's share of it}
     *
     * @param whole the whole budget
     * @param rung counted from 1
     */
    BudgetSetting budget(BudgetSetting whole, int rung) {
        return whole.part(Math.pow(factor, rung - (double) rungs));
    }
}
