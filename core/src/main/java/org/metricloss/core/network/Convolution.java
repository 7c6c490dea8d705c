package org.metricloss.core.network;

import static org.metricloss.core.network.Layers.atLeast;
import static org.metricloss.core.network.Layers.fits;
import static org.metricloss.core.network.Layers.image;
import static org.metricloss.core.network.Layers.weightAndBias;

import java.util.List;
import org.metricloss.core.array.Shape;

/**
 * Cross-correlation with square kernels, as deep learning calls convolution.
 *
 * @param outputs the number of kernels, at least 1
 * @param kernel the kernels' height and width, at least 1
 * @param padding zeros added on each side, at least 0
 * @param stride the distance from one place of a kernel to the next, at least 1
 * @param groups the number of equal parts of the channels that are convolved separately, at least 1; divides the
 *     input's channels and the outputs
 * @param bias whether each output has a bias
 */
public record Convolution(int outputs, int kernel, int padding, int stride, int groups, boolean bias) implements Layer {
    /** Checks the ranges. */
    public Convolution {
        atLeast(1, outputs, "convolution outputs");
        atLeast(1, kernel, "convolution kernel");
        atLeast(0, padding, "convolution padding");
        atLeast(1, stride, "convolution stride");
        atLeast(1, groups, "convolution groups");
        if (outputs % groups != 0) {
            throw new IllegalArgumentException(
                    "convolution groups must divide its %s outputs, got %s".formatted(outputs, groups));
        }
    }

    /**
     * A convolution of stride 1 with biases, in one group.
     *
     * @param outputs the number of kernels, at least 1
     * @param kernel the kernels' height and width, at least 1
     * @param padding zeros added on each side, at least 0
     */
    public Convolution(int outputs, int kernel, int padding) {
        this(outputs, kernel, padding, 1, 1, true);
    }

    @Override
    public String kind() {
        return "convolution";
    }

    @Override
    public Shape output(Shape input) {
        image(input, this);
        if (input.size(0) % groups != 0) {
            throw new IllegalArgumentException(
                    "convolution groups must divide its %s input channels, got %s".formatted(input.size(0), groups));
        }
        return fits(Shape.of(outputs, places(input.size(1)), places(input.size(2))), input, this);
    }

    private int places(int pixels) {
        return Math.max(0, Math.floorDiv(pixels + 2 * padding - kernel, stride) + 1);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input, InitialWeights initial) {
        return weightAndBias(Shape.of(outputs, input.size(0) / groups, kernel, kernel), kernel * kernel, bias, initial);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) input.size(0) / groups * kernel * kernel * output(input).elements();
    }

    /** {@return the components, those after the padding only if one of them is not its default} */
    @Override
    public String toString() {
        String plain = "Convolution[outputs=%s, kernel=%s, padding=%s".formatted(outputs, kernel, padding);
        return equals(new Convolution(outputs, kernel, padding))
                ? plain + "]"
                : plain + ", stride=%s, groups=%s, bias=%s]".formatted(stride, groups, bias);
    }
}
