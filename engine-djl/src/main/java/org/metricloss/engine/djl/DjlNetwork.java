package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkPlan.Stage;

/** Runs a network's layers with DJL operations. */
final class DjlNetwork {
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape ZERO = new Shape(0, 0);

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
     * @param images [m, channels, height, width]
     * @param training the draws of the step that is trained, or empty for embedding only
     */
    NDArray forward(NDArray images, Optional<StepDraws> training) {
        NDArray x = images;
        for (int i = 0; i < plan.stages().size(); i++) {
            x = layer(i, x, training);
        }
        return x;
    }

    private NDArray layer(int index, NDArray x, Optional<StepDraws> training) {
        Stage stage = plan.stages().get(index);
        Layer layer = stage.layer();
        NDArrayEx internal = x.getNDArrayInternal();
        if (layer instanceof Layer.Convolution convolution) {
            Shape padding = new Shape(convolution.padding(), convolution.padding());
            return internal.convolution(x, parameter(stage, 0), parameter(stage, 1), ONE, padding, ONE, 1)
                    .head();
        } else if (layer instanceof Layer.Linear linear) {
            NDArray bias = linear.bias() ? parameter(stage, 1) : null;
            return internal.linear(x, parameter(stage, 0), bias).head();
        } else if (layer instanceof Layer.PRelu) {
            NDArray slope = parameter(stage, 0).reshape(perChannel(stage));
            return internal.where(x.gt(0), x.mul(slope));
        } else if (layer instanceof Layer.Relu) {
            return internal.relu();
        } else if (layer instanceof Layer.MaxPool pool) {
            Shape window = new Shape(pool.size(), pool.size());
            return internal.maxPool(window, window, ZERO, false);
        } else if (layer instanceof Layer.Flatten) {
            return x.reshape(x.getShape().get(0), stage.output().elements());
        } else if (layer instanceof Layer.BatchNorm) {
            return batchNorm(stage, x, training.isPresent());
        } else if (layer instanceof Layer.Dropout dropout) {
            return training.isPresent() && dropout.rate() > 0
                    ? x.mul(x.getManager()
                            .create(
                                    training.get().dropoutMask(index, dropout.rate(), Math.toIntExact(x.size())),
                                    x.getShape()))
                    : x;
        }
        throw new IllegalStateException("engine djl has no layer " + layer.kind());
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

    private static Shape perChannel(Stage stage) {
        long channels = stage.input().size(0);
        return stage.input().rank() == 3 ? new Shape(1, channels, 1, 1) : new Shape(1, channels);
    }
}
