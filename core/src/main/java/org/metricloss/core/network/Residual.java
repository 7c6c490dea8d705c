package org.metricloss.core.network;

import java.util.List;
import org.metricloss.core.array.Shape;

/**
 * The sum of two paths from the same input (He et al., CVPR 2016).
 *
 * @param body the layers of one path, at least one
 * @param shortcut the layers of the other path; empty for the input itself
 */
public record Residual(List<Layer> body, List<Layer> shortcut) implements Layer {
    /** Copies the lists. */
    public Residual {
        body = List.copyOf(body);
        shortcut = List.copyOf(shortcut);
        if (body.isEmpty()) {
            throw new IllegalArgumentException("residual body must have at least one layer");
        }
    }

    @Override
    public String kind() {
        return "residual";
    }

    @Override
    public Shape output(Shape input) {
        Shape output = after("body", body, input);
        Shape other = after("shortcut", shortcut, input);
        if (!output.equals(other)) {
            throw new IllegalArgumentException(
                    "residual adds its body's output %s to its shortcut's, which is %s".formatted(output, other));
        }
        return output;
    }

    @Override
    public long multiplyAdds(Shape input) {
        return multiplyAdds(body, input) + multiplyAdds(shortcut, input);
    }

    private static long multiplyAdds(List<Layer> path, Shape input) {
        long sum = 0;
        Shape shape = input;
        for (Layer layer : path) {
            sum += layer.multiplyAdds(shape);
            shape = layer.output(shape);
        }
        return sum;
    }

    private static Shape after(String path, List<Layer> layers, Shape input) {
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            try {
                shape = layers.get(i).output(shape);
            } catch (IllegalArgumentException refused) {
                throw new IllegalArgumentException(
                        "residual %s layer %s: %s".formatted(path, i + 1, refused.getMessage()), refused);
            }
        }
        return shape;
    }
}
