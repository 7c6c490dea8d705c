package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metricloss.core.array.Shape;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.core.network.Residual;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * One pass through a network's layers, as graph operations.
 *
 * <p>Inside, images are (rows, columns, channels), the only order in which TensorFlow convolves and pools on a CPU.
 * Input and output are (channels, rows, columns), the order of core.
 */
final class GraphNetwork {
    private final Ops tf;
    private final Function<String, Operand<TFloat32>> parameters;
    private final boolean training;
    private final ImageWindows windows;
    private final Operand<TFloat32> images;
    private final Operand<TFloat32> embeddings;
    private final Map<Stage, Operand<TFloat32>> dropoutMasks = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> tracked = new LinkedHashMap<>();

    private GraphNetwork(
            Ops tf, NetworkPlan plan, Function<String, Operand<TFloat32>> parameters, long samples, boolean training) {
        this.tf = tf;
        this.parameters = parameters;
        this.training = training;
        this.images = placeholder(samples, plan.input());
        this.windows = new ImageWindows(tf);
        this.embeddings = path(plan.stages(), channelsLast(images, plan.input()), samples);
    }

    /**
     * @param tf adds operations to the graph
     * @param plan the layers
     * @param parameters the parameters by their name in the plan, convolution weights as (rows, columns, in, out)
     * @param samples the batch size m
     */
    static GraphNetwork training(
            Ops tf, NetworkPlan plan, Function<String, Operand<TFloat32>> parameters, int samples) {
        return new GraphNetwork(tf, plan, parameters, samples, true);
    }

    /**
     * @param tf adds operations to the graph
     * @param plan the layers
     * @param parameters the parameters, as for training
     */
    static GraphNetwork embedding(Ops tf, NetworkPlan plan, Function<String, Operand<TFloat32>> parameters) {
        return embedding(tf, plan, parameters, org.tensorflow.ndarray.Shape.UNKNOWN_SIZE);
    }

    /**
     * @param tf adds operations to the graph
     * @param plan the layers
     * @param parameters the parameters, as for training
     * @param samples the number of samples
     */
    static GraphNetwork embedding(
            Ops tf, NetworkPlan plan, Function<String, Operand<TFloat32>> parameters, long samples) {
        return new GraphNetwork(tf, plan, parameters, samples, false);
    }

    /** {@return the placeholder of samples, [m, ...] in the shape of the plan's input} */
    Operand<TFloat32> images() {
        return images;
    }

    /** {@return the embeddings, [m, d]} */
    Operand<TFloat32> embeddings() {
        return embeddings;
    }

    /**
     * {@return the placeholders of masks by their dropout layer, in the order of axes of
     * core; none unless training}
     */
    Map<Stage, Operand<TFloat32>> dropoutMasks() {
        return dropoutMasks;
    }

    /** {@return the next value of each tracked parameter by its name in the plan; none unless training} */
    Map<String, Operand<TFloat32>> tracked() {
        return tracked;
    }

    private Operand<TFloat32> placeholder(long samples, Shape sample) {
        long[] sizes = new long[1 + sample.rank()];
        sizes[0] = samples;
        for (int i = 0; i < sample.rank(); i++) {
            sizes[1 + i] = sample.size(i);
        }
        return tf.placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(sizes)));
    }

    private Operand<TFloat32> path(List<Stage> stages, Operand<TFloat32> input, long samples) {
        Operand<TFloat32> x = input;
        for (Stage stage : stages) {
            x = layer(stage, x, samples);
        }
        return x;
    }

    private Operand<TFloat32> layer(Stage stage, Operand<TFloat32> x, long samples) {
        Layer layer = stage.layer();
        if (layer instanceof Convolution convolution) {
            Operand<TFloat32> weight = parameter(stage, "weight");
            Operand<TFloat32> products = windows.convolution(convolution, stage.input(), x, weight);
            return convolution.bias() ? tf.nn.biasAdd(products, parameter(stage, "bias")) : products;
        } else if (layer instanceof Layer.Linear linear) {
            Operand<TFloat32> product = tf.linalg.matMul(x, parameter(stage, "weight"), MatMul.transposeB(true));
            return linear.bias() ? tf.nn.biasAdd(product, parameter(stage, "bias")) : product;
        } else if (layer instanceof Layer.PRelu) {
            return tf.select(
                    tf.math.greater(tf.stopGradient(x), tf.constant(0f)), x, tf.math.mul(x, parameter(stage, "slope")));
        } else if (layer instanceof Layer.Relu) {
            return tf.nn.relu(x);
        } else if (layer instanceof Layer.Gelu) {
            Operand<TFloat32> half = tf.math.mul(x, tf.constant(0.5f));
            return tf.math.add(half, tf.math.mul(half, tf.math.erf(tf.math.mul(x, tf.constant((float)
                    Math.sqrt(0.5))))));
        } else if (layer instanceof Layer.MaxPool pool) {
            return windows.maximum(pool.window(), stage.input(), x);
        } else if (layer instanceof Layer.AveragePool pool) {
            return windows.average(pool.window(), stage.input(), x);
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return tf.math.mean(x, tf.constant(new int[] {1, 2}));
        } else if (layer instanceof Residual) {
            return tf.math.add(path(stage.body(), x, samples), path(stage.shortcut(), x, samples));
        } else if (layer instanceof Layer.Flatten) {
            int features = stage.output().elements();
            return tf.reshape(channelsFirst(x, stage.input()), tf.constant(new int[] {-1, features}));
        } else if (layer instanceof Layer.BatchNorm) {
            return batchNorm(stage, x, samples);
        } else if (layer instanceof Layer.LayerNorm) {
            return layerNorm(stage, x);
        } else if (layer instanceof Layer.LengthNorm) {
            return lengthNorm(x);
        } else if (layer instanceof Layer.Dropout dropout) {
            return training && dropout.rate() > 0 ? dropout(stage, x, samples) : x;
        }
        throw new IllegalStateException("engine tensorflow has no layer " + layer.kind());
    }

    private Operand<TFloat32> layerNorm(Stage stage, Operand<TFloat32> x) {
        Operand<TFloat32> centered = tf.math.sub(x, meanOfRows(x));
        Operand<TFloat32> variance = meanOfRows(tf.math.square(centered));
        Operand<TFloat32> normalised = tf.math.mul(
                centered, tf.math.rsqrt(tf.math.add(variance, tf.constant((float) Layer.BatchNorm.EPSILON))));
        return tf.math.add(tf.math.mul(normalised, parameter(stage, "scale")), parameter(stage, "shift"));
    }

    private Operand<TFloat32> meanOfRows(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(new int[] {1}), Mean.keepDims(true));
    }

    private Operand<TFloat32> lengthNorm(Operand<TFloat32> x) {
        Operand<TFloat32> scaled = tf.math.mul(x, scaleOfSquares(x));
        Operand<TFloat32> squares =
                tf.reduceSum(tf.math.square(scaled), tf.constant(new int[] {1}), ReduceSum.keepDims(true));
        // The root of 0 has no derivative: such rows get the length 1 first, and the factor 0 then.
        Operand<TFloat32> some =
                tf.dtypes.cast(tf.math.greater(tf.stopGradient(squares), tf.constant(0f)), TFloat32.class);
        Operand<TFloat32> none = tf.math.sub(tf.constant(1f), some);
        return tf.math.mul(scaled, tf.math.div(some, tf.math.sqrt(tf.math.add(squares, none))));
    }

    /** {@return for each row a constant factor, [m, 1], with which the squares of the row are neither infinite nor 0} */
    private Operand<TFloat32> scaleOfSquares(Operand<TFloat32> x) {
        Operand<TFloat32> largest = tf.reduceMax(tf.math.abs(x), tf.constant(new int[] {1}), ReduceMax.keepDims(true));
        Operand<TFloat32> atMostOne = tf.select(
                tf.math.less(largest, tf.constant(Layer.LengthNorm.SMALL)),
                tf.constant(Layer.LengthNorm.UP),
                tf.constant(1f));
        return tf.stopGradient(tf.select(
                tf.math.greater(largest, tf.constant(Layer.LengthNorm.LARGE)),
                tf.constant(Layer.LengthNorm.DOWN),
                atMostOne));
    }

    private Operand<TFloat32> batchNorm(Stage stage, Operand<TFloat32> x, long samples) {
        Operand<TFloat32> mean = parameter(stage, "runningMean");
        Operand<TFloat32> variance = parameter(stage, "runningVariance");
        if (training && !stage.frozen()) {
            var batchAxes = tf.constant(stage.input().rank() == 3 ? new int[] {0, 1, 2} : new int[] {0});
            Operand<TFloat32> batchMean = tf.math.mean(x, batchAxes);
            Operand<TFloat32> batchVariance = tf.math.mean(tf.math.square(tf.math.sub(x, batchMean)), batchAxes);
            long n = samples * stage.input().elements() / stage.input().size(0);
            if (n < 2) {
                throw new IllegalArgumentException("batch normalisation needs at least 2 values of a feature, got 1");
            }
            float unbiased = n / (float) (n - 1);
            track(stage, "runningMean", mean, batchMean);
            track(stage, "runningVariance", variance, tf.math.mul(batchVariance, tf.constant(unbiased)));
            mean = batchMean;
            variance = batchVariance;
        }
        Operand<TFloat32> inverseDeviation =
                tf.math.rsqrt(tf.math.add(variance, tf.constant((float) Layer.BatchNorm.EPSILON)));
        Operand<TFloat32> factor = tf.math.mul(inverseDeviation, parameter(stage, "scale"));
        return tf.math.add(tf.math.mul(tf.math.sub(x, mean), factor), parameter(stage, "shift"));
    }

    private void track(Stage stage, String parameter, Operand<TFloat32> running, Operand<TFloat32> batch) {
        Operand<TFloat32> kept = tf.math.mul(running, tf.constant((float) (1 - Layer.BatchNorm.MOMENTUM)));
        Operand<TFloat32> added = tf.math.mul(batch, tf.constant((float) Layer.BatchNorm.MOMENTUM));
        tracked.put(stage.parameter(parameter).name(), tf.math.add(kept, added));
    }

    private Operand<TFloat32> dropout(Stage stage, Operand<TFloat32> x, long samples) {
        Operand<TFloat32> mask = placeholder(samples, stage.input());
        dropoutMasks.put(stage, mask);
        return tf.math.mul(x, channelsLast(mask, stage.input()));
    }

    private Operand<TFloat32> channelsLast(Operand<TFloat32> x, Shape sample) {
        return sample.rank() == 3 ? tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 3, 1})) : x;
    }

    private Operand<TFloat32> channelsFirst(Operand<TFloat32> x, Shape sample) {
        return sample.rank() == 3 ? tf.linalg.transpose(x, tf.constant(new int[] {0, 3, 1, 2})) : x;
    }

    private Operand<TFloat32> parameter(Stage stage, String local) {
        return parameters.apply(stage.parameter(local).name());
    }
}
