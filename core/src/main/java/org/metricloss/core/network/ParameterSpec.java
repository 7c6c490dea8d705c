package org.metricloss.core.network;

import org.metricloss.core.array.Shape;

/**
 * One array of a network's weights.
 *
 * @param name unique within the network, such as {@code 0.convolution.weight}
 * @param shape its shape: convolution weights are (outputs, inputs of a group, height, width), linear weights (outputs,
 *     inputs)
 * @param initializer how it is drawn
 * @param role what changes it
 * @param learningRateFactor times the optimizer's learning rate, above 0
 * @param decayFactor times the optimizer's weight decay, at least 0
 */
public record ParameterSpec(
        String name, Shape shape, Initializer initializer, Role role, double learningRateFactor, double decayFactor) {
    /** The name of biases within their layer. */
    public static final String BIAS = "bias";

    /** Who changes a parameter. */
    public enum Role {
        /** The optimizer, along its gradient. */
        TRAINED,
        /** The layer itself while training (running statistics of batch normalisation). */
        TRACKED,
        /** Nothing: it keeps its value. */
        FROZEN
    }

    /** Checks the ranges. */
    public ParameterSpec {
        if (!(learningRateFactor > 0 && learningRateFactor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learningRateFactor must be > 0 and finite, got " + learningRateFactor);
        }
        if (!(decayFactor >= 0 && decayFactor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("decayFactor must be >= 0 and finite, got " + decayFactor);
        }
    }

    /**
     * A parameter at the optimizer's own learning rate and weight decay.
     *
     * @param name unique within the network
     * @param shape its shape
     * @param initializer how it is drawn
     * @param role what changes it
     */
    public ParameterSpec(String name, Shape shape, Initializer initializer, Role role) {
        this(name, shape, initializer, role, 1, 1);
    }

    /** {@return the last part of the name, which is unique within the layer} */
    public String localName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
