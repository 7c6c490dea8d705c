package org.metricloss.core.network;

import static org.metricloss.core.network.ParameterSpec.Role.TRACKED;
import static org.metricloss.core.network.ParameterSpec.Role.TRAINED;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.Shape;

/**
 * One layer of a network. Shapes leave the batch axis out: images are (channels, height, width), features (size).
 *
 * <p>Each engine implements the layers by a switch over this sealed interface.
 */
public sealed interface Layer {
    /** {@return the layer's kind, as it is written in experiment files} */
    String kind();

    /**
     * {@return the shape of one sample after this layer}
     *
     * @param input the shape of one sample
     * @throws IllegalArgumentException if the layer cannot take that shape
     */
    Shape output(Shape input);

    /**
     * {@return this layer's arrays, with names local to the layer}
     *
     * @param input the shape of one sample
     */
    default List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    /**
     * Cross-correlation with square kernels, as deep learning calls convolution, stride 1.
     *
     * @param outputs the number of kernels, at least 1
     * @param kernel the kernels' height and width, at least 1
     * @param padding zeros added on each side, at least 0
     */
    record Convolution(int outputs, int kernel, int padding) implements Layer {
        /** Checks the ranges. */
        public Convolution {
            atLeast(1, outputs, "convolution outputs");
            atLeast(1, kernel, "convolution kernel");
            atLeast(0, padding, "convolution padding");
        }

        @Override
        public String kind() {
            return "convolution";
        }

        @Override
        public Shape output(Shape input) {
            image(input, this);
            int height = input.size(1) + 2 * padding - kernel + 1;
            int width = input.size(2) + 2 * padding - kernel + 1;
            return fits(Shape.of(outputs, Math.max(0, height), Math.max(0, width)), input, this);
        }

        @Override
        public List<ParameterSpec> parameters(Shape input) {
            Initializer initializer = Initializer.Uniform.ofFanIn(input.size(0) * kernel * kernel);
            return List.of(
                    new ParameterSpec("weight", Shape.of(outputs, input.size(0), kernel, kernel), initializer, TRAINED),
                    new ParameterSpec("bias", Shape.of(outputs), initializer, TRAINED));
        }
    }

    /**
     * Affine map of features: x W^T + b.
     *
     * @param outputs the number of features it gives, at least 1
     * @param bias whether there is a b
     */
    record Linear(int outputs, boolean bias) implements Layer {
        /** Checks the range. */
        public Linear {
            atLeast(1, outputs, "linear outputs");
        }

        @Override
        public String kind() {
            return "linear";
        }

        @Override
        public Shape output(Shape input) {
            features(input, this);
            return Shape.of(outputs);
        }

        @Override
        public List<ParameterSpec> parameters(Shape input) {
            Initializer initializer = Initializer.Uniform.ofFanIn(input.size(0));
            List<ParameterSpec> parameters = new ArrayList<>();
            parameters.add(new ParameterSpec("weight", Shape.of(outputs, input.size(0)), initializer, TRAINED));
            if (bias) {
                parameters.add(new ParameterSpec("bias", Shape.of(outputs), initializer, TRAINED));
            }
            return parameters;
        }
    }

    /**
     * Parametric rectifier (He et al. 2015): x where x &gt; 0, otherwise slope * x, with one learned slope per channel
     * or feature, starting at 0.25.
     */
    record PRelu() implements Layer {
        @Override
        public String kind() {
            return "prelu";
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<ParameterSpec> parameters(Shape input) {
            return List.of(
                    new ParameterSpec("slope", Shape.of(input.size(0)), new Initializer.Constant(0.25), TRAINED));
        }
    }

    /** Rectifier: max(0, x). */
    record Relu() implements Layer {
        @Override
        public String kind() {
            return "relu";
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }
    }

    /**
     * Maximum over square windows that do not overlap; rows and columns that fill no window are dropped.
     *
     * @param size the windows' height, width and stride, at least 1
     */
    record MaxPool(int size) implements Layer {
        /** Checks the range. */
        public MaxPool {
            atLeast(1, size, "max-pool size");
        }

        @Override
        public String kind() {
            return "max-pool";
        }

        @Override
        public Shape output(Shape input) {
            image(input, this);
            return fits(Shape.of(input.size(0), input.size(1) / size, input.size(2) / size), input, this);
        }
    }

    /** An image's channels, rows and columns, in this order, as one list of features. */
    record Flatten() implements Layer {
        @Override
        public String kind() {
            return "flatten";
        }

        @Override
        public Shape output(Shape input) {
            return Shape.of(input.elements());
        }
    }

    /**
     * Batch normalisation (Ioffe, Szegedy 2015) per channel or feature, epsilon 1e-5. Training uses the batch's mean
     * and biased variance and tracks running ones (unbiased variance, momentum 0.1), which embedding uses.
     */
    record BatchNorm() implements Layer {
        /** Added to the variance. */
        public static final double EPSILON = 1e-5;
        /** The weight of a new batch in the running statistics. */
        public static final double MOMENTUM = 0.1;

        @Override
        public String kind() {
            return "batch-norm";
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }

        @Override
        public List<ParameterSpec> parameters(Shape input) {
            Shape channels = Shape.of(input.size(0));
            Initializer one = new Initializer.Constant(1);
            return List.of(
                    new ParameterSpec("scale", channels, one, TRAINED),
                    new ParameterSpec("shift", channels, Initializer.zero(), TRAINED),
                    new ParameterSpec("runningMean", channels, Initializer.zero(), TRACKED),
                    new ParameterSpec("runningVariance", channels, one, TRACKED));
        }
    }

    /**
     * Sets features to 0 at random while training and scales the others by 1/(1 - rate) (Srivastava et al. 2014). The
     * masks are drawn in core, so every engine drops the same features.
     *
     * @param rate the share that is dropped, in [0, 1)
     */
    record Dropout(double rate) implements Layer {
        /** Checks the range. */
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout rate must be in [0, 1), got " + rate);
            }
        }

        @Override
        public String kind() {
            return "dropout";
        }

        @Override
        public Shape output(Shape input) {
            return input;
        }
    }

    private static void atLeast(int low, int value, String what) {
        if (!(value >= low)) {
            throw new IllegalArgumentException("%s must be >= %s, got %s".formatted(what, low, value));
        }
    }

    private static void image(Shape input, Layer layer) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException(
                    "%s needs an image (channels, height, width), got %s".formatted(layer.kind(), input));
        }
    }

    private static void features(Shape input, Layer layer) {
        if (input.rank() != 1) {
            throw new IllegalArgumentException(
                    "%s needs features (size), got %s; put a flatten layer before it".formatted(layer.kind(), input));
        }
    }

    private static Shape fits(Shape output, Shape input, Layer layer) {
        if (output.size(1) < 1 || output.size(2) < 1) {
            throw new IllegalArgumentException("the image is only %s x %s at this %s layer, which leaves no output"
                    .formatted(input.size(1), input.size(2), layer.kind()));
        }
        return output;
    }
}
