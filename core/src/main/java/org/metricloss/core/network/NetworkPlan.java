package org.metricloss.core.network;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.Shape;

/**
 * A network laid out for one shape of samples: every layer's shapes and parameters.
 *
 * @param network the network
 * @param input the samples' shape: [channels, height, width] of images, [d] of vectors
 * @param stages the layers with their shapes, in order
 */
public record NetworkPlan(NetworkSpec network, Shape input, List<Stage> stages) {
    /**
     * One layer with its shapes.
     *
     * @param layer the layer
     * @param input the shape of one sample before it
     * @param output the shape of one sample after it
     * @param parameters its arrays, with names unique within the network
     */
    public record Stage(Layer layer, Shape input, Shape output, List<ParameterSpec> parameters) {
        /** Copies the list. */
        public Stage {
            parameters = List.copyOf(parameters);
        }
    }

    /** Copies the list. */
    public NetworkPlan {
        stages = List.copyOf(stages);
    }

    /**
     * {@return the plan}
     *
     * @param network the network
     * @param input the samples' shape: [channels, height, width] of images, [d] of vectors
     * @throws IllegalArgumentException if a layer does not accept the output of the layer before it, or if the network
     *     ends in an image instead of features; the message names the layer
     */
    public static NetworkPlan of(NetworkSpec network, Shape input) {
        List<Stage> stages = new ArrayList<>();
        Shape shape = input;
        for (Layer layer : network.layers()) {
            int index = stages.size();
            Shape output;
            try {
                output = layer.output(shape);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(
                        "network '%s' does not fit inputs of %s: layer %s: %s"
                                .formatted(network.name(), input, index + 1, refused.getMessage()),
                        refused);
            }
            stages.add(new Stage(layer, shape, output, named(layer.parameters(shape), index + "." + layer.kind())));
            shape = output;
        }
        if (shape.rank() != 1) {
            throw new IllegalArgumentException("network '%s' must end in features (size), but ends in an image %s"
                    .formatted(network.name(), shape));
        }
        return new NetworkPlan(network, input, stages);
    }

    /** {@return the embedding dimension d} */
    public int embeddingDimension() {
        return stages.get(stages.size() - 1).output().size(0);
    }

    /** {@return every parameter of every layer, in order} */
    public List<ParameterSpec> parameters() {
        return stages.stream().flatMap(stage -> stage.parameters().stream()).toList();
    }

    /** {@return how many numbers the optimizer trains} */
    public long trainedNumbers() {
        return parameters().stream()
                .filter(parameter -> parameter.role() == ParameterSpec.Role.TRAINED)
                .mapToLong(parameter -> parameter.shape().elements())
                .sum();
    }

    private static List<ParameterSpec> named(List<ParameterSpec> local, String prefix) {
        return local.stream()
                .map(p -> new ParameterSpec(prefix + "." + p.name(), p.shape(), p.initializer(), p.role()))
                .toList();
    }
}
