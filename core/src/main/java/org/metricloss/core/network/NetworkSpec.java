package org.metricloss.core.network;

import java.util.List;

/**
 * A network as a list of layers, from the image to the embedding. It is independent of the image size: see {@link
 * NetworkPlan}.
 *
 * @param name the name in records
 * @param layers the layers, in order, at least one
 * @param initial how weights and biases are drawn
 * @param training how the optimizer treats the layers
 */
public record NetworkSpec(String name, List<Layer> layers, InitialWeights initial, LayerTraining training) {
    /** Copies the layers. */
    public NetworkSpec {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("network '%s' has no layers".formatted(name));
        }
    }

    /**
     * A network whose layers start at {@link InitialWeights#UNIFORM} and are all trained alike.
     *
     * @param name the name in records
     * @param layers the layers, in order, at least one
     */
    public NetworkSpec(String name, List<Layer> layers) {
        this(name, layers, InitialWeights.UNIFORM, LayerTraining.PLAIN);
    }

    /**
     * {@return this network with weights drawn so}
     *
     * @param newInitial how weights and biases are drawn
     */
    public NetworkSpec startingAt(InitialWeights newInitial) {
        return new NetworkSpec(name, layers, newInitial, training);
    }

    /**
     * {@return this network with its layers trained so}
     *
     * @param newTraining how the optimizer treats the layers
     */
    public NetworkSpec trainedBy(LayerTraining newTraining) {
        return new NetworkSpec(name, layers, initial, newTraining);
    }
}
