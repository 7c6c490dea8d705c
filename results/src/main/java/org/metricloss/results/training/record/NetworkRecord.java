package org.metricloss.results.training.record;

import org.metricloss.results.record.Require;

/**
 * The network of a trial, without the objective's own weights.
 *
 * @param name its name
 * @param embedding the dimension of the embedding, at least 1
 * @param parameters the number of its trained parameters, at least 0
 * @param layers its layers as text, in order
 */
public record NetworkRecord(String name, int embedding, long parameters, String layers) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public NetworkRecord {
        Require.text("network name", name);
        Require.atLeast(1, "embedding", embedding);
        Require.atLeast(0, "parameters", parameters);
        Require.text("layers", layers);
    }
}
