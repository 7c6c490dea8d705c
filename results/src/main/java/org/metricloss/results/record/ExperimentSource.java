package org.metricloss.results.record;

import java.util.List;

/**
 * Where an experiment was read from.
 *
 * @param file the absolute path of its file
 * @param overrides what was changed in it on the command line, {@code path=value} each, in order
 */
public record ExperimentSource(String file, List<String> overrides) {
    /** @throws IllegalArgumentException if a component is missing */
    public ExperimentSource {
        Require.text("file", file);
        overrides = Require.list("overrides", overrides);
    }
}
