package org.metricloss.core.network;

import java.util.List;

/**
 * A network as a list of layers, from the image to the embedding. It is independent of the image size: see {@link
 * NetworkPlan}.
 *
 * @param name the name in records
 * @param layers the layers, in order, at least one
 */
public record NetworkSpec(String name, List<Layer> layers) {
    /** Copies the layers. */
    public NetworkSpec {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("network '%s' has no layers".formatted(name));
        }
    }
}
