package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metricloss.core.array.Shape;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * One pass through a network's layers, as graph operations.
 *
 * <p>Inside, images are (rows, columns, channels), the only order in which TensorFlow convolves and pools on a CPU.
 * Input and output are (channels, rows, columns), the order of core.
 */
final class GraphNetwork {
    private final Ops tf;
    private final NetworkPlan plan;
    private final Function<String, Operand<TFloat32>> parameters;
    private final boolean training;
    private final Operand<TFloat32> images;
    private final Operand<TFloat32> embeddings;
    private final Map<Integer, Operand<TFloat32>> dropoutMasks = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> tracked = new LinkedHashMap<>();

    private GraphNetwork(
            Ops tf, NetworkPlan plan, Function<String, Operand<TFloat32>> parameters, long samples, boolean training) {
        this.tf = tf;
        this.plan = plan;
        this.parameters = parameters;
        this.training = training;
        this.images = placeholder(samples, plan.input());
        this.embeddings = forward(samples);
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
        return new GraphNetwork(tf, plan, parameters, org.tensorflow.ndarray.Shape.UNKNOWN_SIZE, false);
    }

    /** {@return the placeholder of images, [m, channels, rows, columns]} */
    Operand<TFloat32> images() {
        return images;
    }

    /** {@return the embeddings, [m, d]} */
    Operand<TFloat32> embeddings() {
        return embeddings;
    }

    /**
     * {@return the placeholders of masks by the place of their dropout layer in the plan, in the order of axes of
     * core; none unless training}
     */
    Map<Integer, Operand<TFloat32>> dropoutMasks() {
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

    private Operand<TFloat32> forward(long samples) {
        Operand<TFloat32> x = channelsLast(images, plan.input());
        for (int i = 0; i < plan.stages().size(); i++) {
            x = layer(i, x, samples);
        }
        return x;
    }

    private Operand<TFloat32> layer(int index, Operand<TFloat32> x, long samples) {
        Stage stage = plan.stages().get(index);
        Layer layer = stage.layer();
        if (layer instanceof Layer.Convolution convolution) {
            return convolution(convolution, stage, x);
        } else if (layer instanceof Layer.Linear linear) {
            Operand<TFloat32> product = tf.linalg.matMul(x, parameter(stage, "weight"), MatMul.transposeB(true));
            return linear.bias() ? tf.nn.biasAdd(product, parameter(stage, "bias")) : product;
        } else if (layer instanceof Layer.PRelu) {
            return tf.select(
                    tf.math.greater(tf.stopGradient(x), tf.constant(0f)), x, tf.math.mul(x, parameter(stage, "slope")));
        } else if (layer instanceof Layer.Relu) {
            return tf.nn.relu(x);
        } else if (layer instanceof Layer.MaxPool pool) {
            var window = tf.constant(new int[] {1, pool.size(), pool.size(), 1});
            return tf.nn.maxPool(x, window, window, "VALID");
        } else if (layer instanceof Layer.Flatten) {
            int features = stage.output().elements();
            return tf.reshape(channelsFirst(x, stage.input()), tf.constant(new int[] {-1, features}));
        } else if (layer instanceof Layer.BatchNorm) {
            return batchNorm(stage, x, samples);
        } else if (layer instanceof Layer.Dropout dropout) {
            return training && dropout.rate() > 0 ? dropout(index, stage, x, samples) : x;
        }
        throw new IllegalStateException("engine tensorflow has no layer " + layer.kind());
    }

    private Operand<TFloat32> convolution(Layer.Convolution convolution, Stage stage, Operand<TFloat32> x) {
        int padding = convolution.padding();
        boolean same = 2 * padding == convolution.kernel() - 1;
        Operand<TFloat32> padded = x;
        if (padding > 0 && !same) {
            // TensorFlow cannot differentiate a convolution with padding of any other size.
            int[][] sides = {{0, 0}, {padding, padding}, {padding, padding}, {0, 0}};
            padded = tf.pad(x, tf.constant(sides), tf.constant(0f));
        }
        Operand<TFloat32> products =
                tf.nn.conv2d(padded, parameter(stage, "weight"), List.of(1L, 1L, 1L, 1L), same ? "SAME" : "VALID");
        return tf.nn.biasAdd(products, parameter(stage, "bias"));
    }

    private Operand<TFloat32> batchNorm(Stage stage, Operand<TFloat32> x, long samples) {
        Operand<TFloat32> mean = parameter(stage, "runningMean");
        Operand<TFloat32> variance = parameter(stage, "runningVariance");
        if (training) {
            var batchAxes = tf.constant(stage.input().rank() == 3 ? new int[] {0, 1, 2} : new int[] {0});
            Operand<TFloat32> batchMean = tf.math.mean(x, batchAxes);
            Operand<TFloat32> batchVariance = tf.math.mean(tf.math.square(tf.math.sub(x, batchMean)), batchAxes);
            long n = samples * stage.input().elements() / stage.input().size(0);
            // The estimate is unbiased for n > 1; for a single number the variance 0 is tracked.
            float unbiased = n / (float) Math.max(1, n - 1);
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
        tracked.put(fullName(stage, parameter), tf.math.add(kept, added));
    }

    private Operand<TFloat32> dropout(int index, Stage stage, Operand<TFloat32> x, long samples) {
        Operand<TFloat32> mask = placeholder(samples, stage.input());
        dropoutMasks.put(index, mask);
        return tf.math.mul(x, channelsLast(mask, stage.input()));
    }

    private Operand<TFloat32> channelsLast(Operand<TFloat32> x, Shape sample) {
        return sample.rank() == 3 ? tf.linalg.transpose(x, tf.constant(new int[] {0, 2, 3, 1})) : x;
    }

    private Operand<TFloat32> channelsFirst(Operand<TFloat32> x, Shape sample) {
        return sample.rank() == 3 ? tf.linalg.transpose(x, tf.constant(new int[] {0, 3, 1, 2})) : x;
    }

    private Operand<TFloat32> parameter(Stage stage, String local) {
        return parameters.apply(fullName(stage, local));
    }

    private static String fullName(Stage stage, String local) {
        return stage.parameters().stream()
                .filter(parameter -> parameter.name().endsWith("." + local))
                .findFirst()
                .orElseThrow()
                .name();
    }
}
