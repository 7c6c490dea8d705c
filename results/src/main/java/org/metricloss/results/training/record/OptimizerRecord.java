package org.metricloss.results.training.record;

import java.util.Map;
import org.metricloss.results.record.Require;

/**
 * The optimizer of a trial.
 *
 * @param type its type, such as {@code sgd}
 * @param settings all resolved settings, in declared order
 */
public record OptimizerRecord(String type, Map<String, String> settings) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public OptimizerRecord {
        Require.text("optimizer type", type);
        settings = Require.map("optimizer settings", settings);
    }
}
