package org.metricloss.results.training.record;

import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.Require;

/**
 * The setting that tuning gave a trial.
 *
 * @param number the setting's number among those tried for its objective, counted from 1
 * @param tried how many settings are tried for its objective, at least the number
 * @param values the tuned values by their path in the experiment file, such as {@code optimizer.learningRate}, as written in
 *     files; in the order of the ranges, at least one
 * @param step which step of tuning the trial is; empty for a trial that repeats the chosen setting on the test part
 */
public record TunedSetting(int number, int tried, Map<String, String> values, Optional<TuningStep> step) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public TunedSetting {
        Require.atLeast(1, "number", number);
        Require.atLeast(number, "tried", tried);
        values = Require.map("values", values);
        Require.atLeast(1, "number of values", values.size());
        Require.present("step", step);
    }
}
