package org.metricloss.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metricloss.core.array.Shape;

/**
 * A network laid out for one shape of samples: every layer's shapes and parameters.
 *
 * @param network the network
 * @param input the shape of one sample: images (channels, height, width), vectors (size)
 * @param stages the layers with their shapes, in order
 */
public record NetworkPlan(NetworkSpec network, Shape input, List<Stage> stages) {
    /**
     * One layer with its shapes.
     *
     * @param layer the layer
     * @param place where it is in the network: its number, counted from 0, or within a residual block for example {@code
     *     4.residual.body.0}
     * @param input the shape of one sample before it
     * @param output the shape of one sample after it
     * @param parameters its own arrays, with names unique within the network
     * @param frozen whether its parameters keep their values, so that batch normalisation uses its running statistics
     * @param body the stages of the body of a {@link Residual}, else empty
     * @param shortcut the stages of the shortcut of a {@link Residual}, else empty
     */
    public record Stage(
            Layer layer,
            String place,
            Shape input,
            Shape output,
            List<ParameterSpec> parameters,
            boolean frozen,
            List<Stage> body,
            List<Stage> shortcut) {
        /** Copies the lists. */
        public Stage {
            parameters = List.copyOf(parameters);
            body = List.copyOf(body);
            shortcut = List.copyOf(shortcut);
        }

        /** {@return this stage, then those of its body and shortcut} */
        public Stream<Stage> withInner() {
            return Stream.concat(
                    Stream.of(this),
                    Stream.of(body, shortcut).flatMap(path -> path.stream().flatMap(Stage::withInner)));
        }

        /**
         * {@return its own array}
         *
         * @param localName a name within the layer, such as {@code weight}
         */
        public ParameterSpec parameter(String localName) {
            return parameters.stream()
                    .filter(parameter -> parameter.localName().equals(localName))
                    .findFirst()
                    .orElseThrow();
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
     * @param input the shape of one sample: images (channels, height, width), vectors (size)
     * @throws IllegalArgumentException if a layer does not accept the output of the layer before it, if the network ends
     *     in an image instead of features, or if its training names a layer that does not exist; the message names the
     *     layer
     */
    public static NetworkPlan of(NetworkSpec network, Shape input) {
        try {
            network.training().requireLayers(network.layers().size());
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "network '%s': %s".formatted(network.name(), refused.getMessage()), refused);
        }
        List<Stage> stages = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < network.layers().size(); i++) {
            Layer layer = network.layers().get(i);
            try {
                stages.add(new StagePlanner(network, i).stage(layer, Integer.toString(i), shape));
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(
                        "network '%s' does not fit inputs of %s: layer %s: %s"
                                .formatted(network.name(), input, i + 1, refused.getMessage()),
                        refused);
            }
            shape = stages.get(i).output();
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

    /** {@return every stage in order, those within residual blocks after their block} */
    public List<Stage> everyStage() {
        return stages.stream().flatMap(Stage::withInner).toList();
    }

    /** {@return every parameter of every layer, in order} */
    public List<ParameterSpec> parameters() {
        return stages.stream()
                .flatMap(Stage::withInner)
                .flatMap(stage -> stage.parameters().stream())
                .toList();
    }

    /** {@return how many numbers the optimizer trains} */
    public long trainedNumbers() {
        return parameters().stream()
                .filter(parameter -> parameter.role() == ParameterSpec.Role.TRAINED)
                .mapToLong(parameter -> parameter.shape().elements())
                .sum();
    }

    /** {@return how many products convolutions and linear layers compute for one sample} */
    public long multiplyAdds() {
        return stages.stream()
                .mapToLong(stage -> stage.layer().multiplyAdds(stage.input()))
                .sum();
    }
}
