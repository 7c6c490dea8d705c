package org.metricloss.core.network;

import static org.metricloss.core.network.Layers.atLeast;
import static org.metricloss.core.network.Layers.features;
import static org.metricloss.core.network.Layers.image;
import static org.metricloss.core.network.Layers.pooled;
import static org.metricloss.core.network.Layers.weightAndBias;
import static org.metricloss.core.network.ParameterSpec.Role.TRACKED;
import static org.metricloss.core.network.ParameterSpec.Role.TRAINED;

import java.util.List;
import org.metricloss.core.array.Shape;

/**
 * One layer of a network. Shapes leave the batch axis out: images are (channels, height, width), features (size).
 *
 * <p>Each engine implements the layers by a switch over this sealed interface.
 */
public sealed interface Layer
        permits Convolution,
                Layer.Linear,
                Layer.PRelu,
                Layer.Relu,
                Layer.Gelu,
                Layer.MaxPool,
                Layer.AveragePool,
                Layer.GlobalAveragePool,
                Layer.Flatten,
                Layer.BatchNorm,
                Layer.LayerNorm,
                Layer.LengthNorm,
                Layer.Dropout,
                Residual {
    /** {@return the layer's kind, as it is written in experiment files} */
    String kind();

    /**
     * {@return the shape of one sample after this layer; the shape before it unless the layer says otherwise}
     *
     * @param input the shape of one sample
     * @throws IllegalArgumentException if the layer cannot take that shape
     */
    default Shape output(Shape input) {
        return input;
    }

    /**
     * {@return this layer's arrays, with names local to the layer}
     *
     * @param input the shape of one sample
     * @param initial how weights and biases are drawn
     */
    default List<ParameterSpec> parameters(Shape input, InitialWeights initial) {
        return List.of();
    }

    /**
     * {@return how many products this layer computes and adds up for one sample; only convolutions and linear layers
     * count, as is usual}
     *
     * @param input the shape of one sample
     */
    default long multiplyAdds(Shape input) {
        return 0;
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
        public List<ParameterSpec> parameters(Shape input, InitialWeights initial) {
            return weightAndBias(Shape.of(outputs, input.size(0)), 1, bias, initial);
        }

        @Override
        public long multiplyAdds(Shape input) {
            return (long) outputs * input.size(0);
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
        public List<ParameterSpec> parameters(Shape input, InitialWeights initial) {
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
    }

    /** Gaussian error linear unit (Hendrycks and Gimpel 2016) in its exact form: x times the normal distribution of x. */
    record Gelu() implements Layer {
        @Override
        public String kind() {
            return "gelu";
        }
    }

    /**
     * Maximum over the pixels of each window; of equal ones the first gets the gradient.
     *
     * @param window the windows
     */
    record MaxPool(Window window) implements Layer {
        /**
         * The maximum over windows that do not overlap; rows and columns that fill no window are dropped.
         *
         * @param size the windows' height, width and stride, at least 1
         */
        public MaxPool(int size) {
            this(Window.of(size));
        }

        @Override
        public String kind() {
            return "max-pool";
        }

        @Override
        public Shape output(Shape input) {
            return pooled(input, window, this);
        }

        @Override
        public String toString() {
            return "MaxPool" + window;
        }
    }

    /**
     * Mean over the pixels of each window. Padding and what lies beyond the image do not count.
     *
     * @param window the windows
     */
    record AveragePool(Window window) implements Layer {
        @Override
        public String kind() {
            return "average-pool";
        }

        @Override
        public Shape output(Shape input) {
            return pooled(input, window, this);
        }

        @Override
        public String toString() {
            return "AveragePool" + window;
        }
    }

    /** The mean of each channel over all pixels, as a list of features. */
    record GlobalAveragePool() implements Layer {
        @Override
        public String kind() {
            return "global-average-pool";
        }

        @Override
        public Shape output(Shape input) {
            image(input, this);
            return Shape.of(input.size(0));
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
        public List<ParameterSpec> parameters(Shape input, InitialWeights initial) {
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
     * Layer normalisation of features (Ba et al. 2016): minus the mean of a sample's features, divided by the root of
     * their biased variance plus {@link BatchNorm#EPSILON}, with a learned scale and shift of each feature.
     */
    record LayerNorm() implements Layer {
        @Override
        public String kind() {
            return "layer-norm";
        }

        @Override
        public Shape output(Shape input) {
            features(input, this);
            return input;
        }

        @Override
        public List<ParameterSpec> parameters(Shape input, InitialWeights initial) {
            return List.of(
                    new ParameterSpec("scale", input, new Initializer.Constant(1), TRAINED),
                    new ParameterSpec("shift", input, Initializer.zero(), TRAINED));
        }
    }

    /**
     * Divides the features of a sample by their Euclidean length. Features that are all 0 stay 0 and pass no gradient.
     *
     * <p>The squares of very large and very small features are infinite or 0 in float32. Such a sample is first multiplied by
     * a power of 2, which changes neither the result nor the gradient.
     */
    record LengthNorm() implements Layer {
        /** If the largest absolute feature of a sample is below this, the sample is first multiplied by {@link #UP}. */
        public static final float SMALL = 0x1p-50f;

        /** If the largest absolute feature of a sample is above this, the sample is first multiplied by {@link #DOWN}. */
        public static final float LARGE = 0x1p50f;

        /** The factor of samples with small features. */
        public static final float UP = 0x1p100f;

        /** The factor of samples with large features. */
        public static final float DOWN = 0x1p-100f;

        @Override
        public String kind() {
            return "length-norm";
        }

        @Override
        public Shape output(Shape input) {
            features(input, this);
            return input;
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
    }
}
