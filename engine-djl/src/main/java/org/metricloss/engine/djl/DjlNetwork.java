package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.Window;

/** Runs a network's layers with DJL operations. */
final class DjlNetwork {
    private final NetworkPlan plan;
    private final Map<String, NDArray> parameters;

    /**
     * @param plan the layers
     * @param parameters the network's parameters by their name in the plan
     */
    DjlNetwork(NetworkPlan plan, Map<String, NDArray> parameters) {
        this.plan = plan;
        this.parameters = parameters;
    }

    /**
     * {@return embeddings [m, d]}
     *
     * @param samples [m, ...] in the shape of the network's input
     * @param training the draws of the step that is trained, or empty for embedding only
     */
    NDArray forward(NDArray samples, Optional<StepDraws> training) {
        return path(plan.stages(), samples, training);
    }

    private NDArray path(List<Stage> stages, NDArray input, Optional<StepDraws> training) {
        NDArray x = input;
        for (Stage stage : stages) {
            x = layer(stage, x, training);
        }
        return x;
    }

    private NDArray layer(Stage stage, NDArray x, Optional<StepDraws> training) {
        Layer layer = stage.layer();
        NDArrayEx internal = x.getNDArrayInternal();
        if (layer instanceof Convolution convolution) {
            NDArray bias = convolution.bias() ? parameter(stage, 1) : null;
            Shape stride = square(convolution.stride());
            Shape padding = square(convolution.padding());
            return internal.convolution(x, parameter(stage, 0), bias, stride, padding, square(1), convolution.groups())
                    .head();
        } else if (layer instanceof Layer.Linear linear) {
            NDArray bias = linear.bias() ? parameter(stage, 1) : null;
            return internal.linear(x, parameter(stage, 0), bias).head();
        } else if (layer instanceof Layer.PRelu) {
            NDArray slope = parameter(stage, 0).reshape(perChannel(stage));
            return internal.where(x.gt(0), x.mul(slope));
        } else if (layer instanceof Layer.Relu) {
            return internal.relu();
        } else if (layer instanceof Layer.Gelu) {
            return internal.gelu();
        } else if (layer instanceof Layer.MaxPool pool) {
            Window window = pool.window();
            return internal.maxPool(
                    square(window.kernel()), square(window.stride()), square(window.padding()), window.ceiling());
        } else if (layer instanceof Layer.AveragePool pool) {
            return averages(pool.window(), stage.input(), x);
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return internal.globalAvgPool()
                    .reshape(x.getShape().get(0), stage.output().elements());
        } else if (layer instanceof Residual) {
            return path(stage.body(), x, training).add(path(stage.shortcut(), x, training));
        } else if (layer instanceof Layer.Flatten) {
            return x.reshape(x.getShape().get(0), stage.output().elements());
        } else if (layer instanceof Layer.BatchNorm) {
            return batchNorm(stage, x, training.isPresent() && !stage.frozen());
        } else if (layer instanceof Layer.LayerNorm) {
            Shape features = new Shape(stage.input().size(0));
            return internal.layerNorm(
                            x, features, parameter(stage, 0), parameter(stage, 1), (float) Layer.BatchNorm.EPSILON)
                    .head();
        } else if (layer instanceof Layer.LengthNorm) {
            return lengthNorm(x);
        } else if (layer instanceof Layer.Dropout dropout) {
            return training.isPresent() && dropout.rate() > 0
                    ? x.mul(x.getManager()
                            .create(
                                    training.get()
                                            .dropoutMask(stage.place(), dropout.rate(), Math.toIntExact(x.size())),
                                    x.getShape()))
                    : x;
        }
        throw new IllegalStateException("engine djl has no layer " + layer.kind());
    }

    private static NDArray averages(Window window, org.metricloss.core.array.Shape input, NDArray x) {
        // DJL does not hand on that padding is not to count.
        NDArray means = x.getNDArrayInternal()
                .avgPool(
                        square(window.kernel()),
                        square(window.stride()),
                        square(window.padding()),
                        window.ceiling(),
                        true);
        return window.padding() == 0
                ? means
                : means.mul(x.getManager()
                        .create(shares(window, input), means.getShape().slice(2)));
    }

    /** {@return in how many places of each window, padding included, there is one pixel, [rows, columns]} */
    private static float[] shares(Window window, org.metricloss.core.array.Shape input) {
        int rows = window.count(input.size(1));
        int columns = window.count(input.size(2));
        float[] shares = new float[rows * columns];
        for (int i = 0; i < shares.length; i++) {
            int row = i / columns;
            int column = i % columns;
            int places = window.places(row, input.size(1)) * window.places(column, input.size(2));
            int pixels = window.pixels(row, input.size(1)) * window.pixels(column, input.size(2));
            shares[i] = (float) places / pixels;
        }
        return shares;
    }

    private static NDArray lengthNorm(NDArray x) {
        NDArray scaled = x.mul(scaleOfSquares(x));
        NDArray squares = scaled.square().sum(new int[] {1}, true);
        // The root of 0 has no derivative: such rows get the length 1 first, and the factor 0 then.
        NDArray some = squares.gt(0).toType(DataType.FLOAT32, false);
        NDArray root = squares.add(some.neg().add(1)).sqrt();
        return scaled.mul(some.div(root));
    }

    /** {@return for each row a constant factor, [m, 1], with which the squares of the row are neither infinite nor 0} */
    private static NDArray scaleOfSquares(NDArray x) {
        NDArray largest = x.stopGradient().abs().max(new int[] {1}, true);
        NDArray one = largest.onesLike();
        NDArray up = one.mul(Layer.LengthNorm.UP);
        NDArray down = one.mul(Layer.LengthNorm.DOWN);
        NDArray atMostOne = up.getNDArrayInternal().where(largest.lt(Layer.LengthNorm.SMALL), one);
        return down.getNDArrayInternal().where(largest.gt(Layer.LengthNorm.LARGE), atMostOne);
    }

    private NDArray batchNorm(Stage stage, NDArray x, boolean training) {
        // For DJL, momentum is the weight of the old statistics; for PyTorch and core it is that of the new ones.
        float momentum = (float) (1 - Layer.BatchNorm.MOMENTUM);
        float epsilon = (float) Layer.BatchNorm.EPSILON;
        return x.getNDArrayInternal()
                .batchNorm(
                        x,
                        parameter(stage, 2),
                        parameter(stage, 3),
                        parameter(stage, 0),
                        parameter(stage, 1),
                        -1,
                        momentum,
                        epsilon,
                        training)
                .head();
    }

    private NDArray parameter(Stage stage, int index) {
        return parameters.get(stage.parameters().get(index).name());
    }

    private static Shape square(int size) {
        return new Shape(size, size);
    }

    private static Shape perChannel(Stage stage) {
        long channels = stage.input().size(0);
        return stage.input().rank() == 3 ? new Shape(1, channels, 1, 1) : new Shape(1, channels);
    }
}
