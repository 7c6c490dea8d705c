package org.metricloss.core.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.Layer.AveragePool;
import org.metricloss.core.network.Layer.BatchNorm;
import org.metricloss.core.network.Layer.Dropout;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Gelu;
import org.metricloss.core.network.Layer.GlobalAveragePool;
import org.metricloss.core.network.Layer.LayerNorm;
import org.metricloss.core.network.Layer.LengthNorm;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.Layer.MaxPool;
import org.metricloss.core.network.Layer.PRelu;
import org.metricloss.core.network.Layer.Relu;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.Window;

/** Small networks in which each layer has another before it, whose weights get their gradient through it. */
enum LayerCase {
    CONVOLUTION_THAT_KEEPS_THE_SIZE(new Convolution(3, 3, 1), new Convolution(2, 5, 2)),
    CONVOLUTION_WITHOUT_PADDING(new Convolution(3, 3, 0), new Convolution(2, 2, 0)),
    CONVOLUTION_THAT_GROWS(new Convolution(3, 3, 2), new Convolution(2, 2, 1)),
    CONVOLUTION_WITH_STRIDE(new Convolution(3, 3, 1, 2, 1, true), new Convolution(2, 2, 0, 3, 1, true)),
    CONVOLUTION_THAT_STEPS_OVER_PIXELS(new Convolution(3, 1, 0, 2, 1, false), new Convolution(2, 2, 1, 3, 1, true)),
    CONVOLUTION_IN_GROUPS(new Convolution(4, 3, 1, 1, 2, true), new Convolution(6, 3, 2, 2, 2, false)),
    CONVOLUTION_OF_EACH_CHANNEL(new Convolution(4, 3, 0, 1, 2, false), new Convolution(4, 2, 0, 1, 4, true)),
    CONVOLUTION_WITHOUT_BIAS(new Convolution(3, 3, 1, 1, 1, false), new Convolution(2, 5, 2, 1, 1, false)),
    PRELU_OF_CHANNELS(new Convolution(3, 3, 1), new PRelu(), new Convolution(2, 3, 1)),
    RELU_OF_CHANNELS(new Convolution(3, 3, 1), new Relu(), new Convolution(2, 3, 1)),
    MAX_POOL_THAT_DROPS_BORDERS(new Convolution(3, 3, 1), new MaxPool(2)),
    MAX_POOL_OF_THREE(new Convolution(3, 3, 2), new MaxPool(3)),
    MAX_POOL_THAT_OVERLAPS(new Convolution(3, 3, 1), new MaxPool(new Window(3, 2, 0, false))),
    MAX_POOL_WITH_PADDING(new Convolution(3, 3, 1), new MaxPool(new Window(3, 2, 1, false))),
    MAX_POOL_WITH_CEILING(new Convolution(3, 3, 1), new MaxPool(new Window(2, 2, 0, true))),
    MAX_POOL_WITH_BOTH(new Convolution(3, 3, 1), new MaxPool(new Window(4, 3, 1, true))),
    MAX_POOL_THAT_STEPS_OVER_PIXELS(new Convolution(3, 3, 1), new MaxPool(new Window(1, 2, 0, true))),
    AVERAGE_POOL(new Convolution(3, 3, 1), new AveragePool(new Window(2, 2, 0, false))),
    AVERAGE_POOL_WITH_PADDING(new Convolution(3, 3, 1), new AveragePool(new Window(3, 2, 1, false))),
    AVERAGE_POOL_WITH_CEILING(new Convolution(3, 3, 1), new AveragePool(new Window(2, 2, 0, true))),
    AVERAGE_POOL_WITH_BOTH(new Convolution(3, 3, 1), new AveragePool(new Window(4, 3, 1, true))),
    GLOBAL_AVERAGE_POOL(new Convolution(3, 3, 1), new GlobalAveragePool()),
    RESIDUAL(new Convolution(3, 3, 1), residual(new Convolution(3, 3, 1), new BatchNorm()), new Relu()),
    RESIDUAL_WITH_SHORTCUT(
            new Convolution(3, 3, 1),
            new Residual(
                    List.of(new Convolution(4, 3, 1, 2, 1, false), new BatchNorm(), new Dropout(0.4), new Relu()),
                    List.of(new Convolution(4, 1, 0, 2, 1, false), new Dropout(0.4)))),
    RESIDUAL_IN_RESIDUAL(new Convolution(3, 3, 1), residual(new Convolution(3, 3, 1), residual(new PRelu()))),
    RESIDUAL_OF_FEATURES(new Flatten(), new Linear(4, true), residual(new Linear(4, true), new PRelu())),
    GELU(new Convolution(3, 3, 1), new Gelu(), new Flatten(), new Linear(4, true), new Gelu()),
    LAYER_NORM(new Flatten(), new Linear(4, true), new LayerNorm(), new PRelu()),
    LENGTH_NORM(new Flatten(), new Linear(4, true), new LengthNorm()),
    FEATURES(new Flatten(), new Linear(6, true), new PRelu(), new Linear(4, false), new Relu()),
    BATCH_NORM_OF_CHANNELS(new Convolution(3, 3, 1), new BatchNorm(), new Relu()),
    BATCH_NORM_OF_FEATURES(new Flatten(), new Linear(4, true), new BatchNorm(), new PRelu()),
    DROPOUT_OF_CHANNELS(new Convolution(3, 3, 1), new Dropout(0.4), new Convolution(2, 3, 1)),
    DROPOUT_OF_FEATURES(new Flatten(), new Linear(8, true), new Dropout(0.25)),
    DROPOUT_OF_NOTHING(new Flatten(), new Linear(8, true), new Dropout(0));

    private static Residual residual(Layer... body) {
        return new Residual(List.of(body), List.of());
    }

    /** Neither square nor even, so that exchanged axes and dropped borders show. */
    static final Shape IMAGE = Shape.of(2, 5, 7);

    private final List<Layer> layers;

    LayerCase(Layer... layers) {
        this.layers = Arrays.asList(layers);
    }

    NetworkPlan plan() {
        List<Layer> all = new ArrayList<>(layers);
        all.addAll(List.of(new Flatten(), new Linear(2, true)));
        return NetworkPlan.of(new NetworkSpec(name(), all), IMAGE);
    }
}
