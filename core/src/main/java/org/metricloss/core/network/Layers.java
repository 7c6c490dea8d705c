package org.metricloss.core.network;

import static org.metricloss.core.network.ParameterSpec.Role.TRAINED;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.Shape;

/** What several layers share: the checks of their settings and shapes, and weights with biases. */
final class Layers {
    private Layers() {}

    /** The weight of shape (outputs, inputs, ...), each input used for that many products of an output, and the bias. */
    static List<ParameterSpec> weightAndBias(Shape weight, int uses, boolean bias, InitialWeights initial) {
        int fanIn = weight.size(1) * uses;
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec("weight", weight, initial.weights(fanIn), TRAINED));
        if (bias) {
            parameters.add(
                    new ParameterSpec(ParameterSpec.BIAS, Shape.of(weight.size(0)), initial.biases(fanIn), TRAINED));
        }
        return parameters;
    }

    static Shape pooled(Shape input, Window window, Layer layer) {
        image(input, layer);
        return fits(Shape.of(input.size(0), window.count(input.size(1)), window.count(input.size(2))), input, layer);
    }

    static void atLeast(int low, int value, String what) {
        if (!(value >= low)) {
            throw new IllegalArgumentException("%s must be >= %s, got %s".formatted(what, low, value));
        }
    }

    static void image(Shape input, Layer layer) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException(
                    "%s needs an image (channels, height, width), got %s".formatted(layer.kind(), input));
        }
    }

    static void features(Shape input, Layer layer) {
        if (input.rank() != 1) {
            throw new IllegalArgumentException(
                    "%s needs features (size), got %s; put a flatten layer before it".formatted(layer.kind(), input));
        }
    }

    static Shape fits(Shape output, Shape input, Layer layer) {
        if (output.size(1) < 1 || output.size(2) < 1) {
            throw new IllegalArgumentException("the image is only %s x %s at this %s layer, which leaves no output"
                    .formatted(input.size(1), input.size(2), layer.kind()));
        }
        return output;
    }
}
