package org.metricloss.results.training.record;

import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.Require;

/**
 * One step of tuning: a setting trained on all folds but one and judged on that one.
 *
 * @param rung of successive halving, counted from 1
 * @param rungs how many rungs the objective has, 1 without halving
 * @param fold the fold that the setting is judged on, counted from 1
 * @param folds how many folds the training part is divided into, at least 2
 * @param measure the name of the measure that selects, see {@link MeasureRecord#id()}
 */
public record TuningStep(int rung, int rungs, int fold, int folds, String measure) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public TuningStep {
        Require.atLeast(1, "rung", rung);
        Require.atLeast(rung, "rungs", rungs);
        Require.atLeast(1, "fold", fold);
        Require.atLeast(Math.max(2, fold), "folds", folds);
        Require.text("measure", measure);
    }
}
