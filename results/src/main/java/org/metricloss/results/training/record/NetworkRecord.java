package org.metricloss.results.training.record;

import java.util.Map;
import java.util.Optional;
import org.metricloss.results.record.Require;

/**
 * The network of a trial, without the objective's own weights.
 *
 * @param name its name
 * @param embedding the dimension of the embedding, at least 1
 * @param parameters the number of its trained parameters, at least 0
 * @param layers its layers as text, in order
 * @param settings how its weights start and how its layers are trained, as the experiment says: {@code initial}, and
 *     {@code weights}, {@code fresh}, {@code biases.rate}, {@code biases.decay}, {@code freeze} and {@code rates} where the
 *     experiment states them; empty in records of older versions
 */
public record NetworkRecord(
        String name, int embedding, long parameters, String layers, Optional<Map<String, String>> settings) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public NetworkRecord {
        Require.text("network name", name);
        Require.atLeast(1, "embedding", embedding);
        Require.atLeast(0, "parameters", parameters);
        Require.text("layers", layers);
        settings = Require.present("settings", settings).map(all -> Require.map("network settings", all));
    }

    /**
     * {@return whether both are the same network with, if both record them, the same settings}
     *
     * @param other the network of another trial
     */
    boolean isRepeatOf(NetworkRecord other) {
        boolean same = settings.isEmpty() || other.settings.isEmpty() || settings.equals(other.settings);
        return same
                && name.equals(other.name)
                && embedding == other.embedding
                && parameters == other.parameters
                && layers.equals(other.layers);
    }
}
