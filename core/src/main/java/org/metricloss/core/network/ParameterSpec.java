package org.metricloss.core.network;

import org.metricloss.core.array.Shape;

/**
 * One array of a network's weights.
 *
 * @param name unique within the network, such as {@code 0.convolution.weight}
 * @param shape its shape: convolution weights are (outputs, inputs, height, width), linear weights (outputs, inputs)
 * @param initializer how it is drawn
 * @param role whether the optimizer trains it
 */
public record ParameterSpec(String name, Shape shape, Initializer initializer, Role role) {
    /** Who changes a parameter. */
    public enum Role {
        /** The optimizer, along its gradient. */
        TRAINED,
        /** The layer itself while training (running statistics of batch normalisation). */
        TRACKED
    }
}
