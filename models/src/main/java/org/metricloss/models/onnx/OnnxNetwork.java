package org.metricloss.models.onnx;

import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.models.onnx.OnnxGraph.Attribute;

/** Adds the layers of a network to a graph, as they compute embeddings. */
final class OnnxNetwork {
    private static final float EPSILON = (float) Layer.BatchNorm.EPSILON;

    private final OnnxGraph graph;
    private final Weights weights;

    OnnxNetwork(OnnxGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
    }

    /**
     * {@return the value after those layers}
     *
     * @param stages the layers
     * @param input the value before them
     * @throws IllegalArgumentException if a layer cannot be written as ONNX; the message names it
     */
    String path(List<Stage> stages, String input) {
        String x = input;
        for (Stage stage : stages) {
            x = layer(stage, x);
        }
        return x;
    }

    private String layer(Stage stage, String x) {
        Layer layer = stage.layer();
        if (layer instanceof Layer.Convolution convolution) {
            return convolution(convolution, stage, x);
        } else if (layer instanceof Layer.Linear linear) {
            List<String> inputs = linear.bias()
                    ? List.of(x, parameter(stage, 0), parameter(stage, 1))
                    : List.of(x, parameter(stage, 0));
            return graph.node("Gemm", inputs, Attribute.of("transB", 1));
        } else if (layer instanceof Layer.PRelu) {
            return graph.node("PRelu", List.of(x, slope(stage)));
        } else if (layer instanceof Layer.Relu) {
            return graph.node("Relu", List.of(x));
        } else if (layer instanceof Layer.MaxPool pool) {
            return graph.node("MaxPool", List.of(x), windows(pool));
        } else if (layer instanceof Layer.Flatten) {
            return graph.node("Flatten", List.of(x));
        } else if (layer instanceof Layer.BatchNorm) {
            return graph.node(
                    "BatchNormalization",
                    List.of(x, parameter(stage, 0), parameter(stage, 1), parameter(stage, 2), parameter(stage, 3)),
                    Attribute.of("epsilon", EPSILON));
        } else if (layer instanceof Layer.Dropout) {
            return x;
        }
        throw new IllegalArgumentException("layer " + layer.kind() + " cannot be written as ONNX");
    }

    private String convolution(Layer.Convolution layer, Stage stage, String x) {
        List<String> inputs = List.of(x, parameter(stage, 0), parameter(stage, 1));
        int padding = layer.padding();
        return graph.node(
                "Conv",
                inputs,
                Attribute.of("kernel_shape", layer.kernel(), layer.kernel()),
                Attribute.of("pads", padding, padding, padding, padding));
    }

    private static Attribute[] windows(Layer.MaxPool pool) {
        return new Attribute[] {
            Attribute.of("kernel_shape", pool.size(), pool.size()), Attribute.of("strides", pool.size(), pool.size())
        };
    }

    /** {@return the rows divided by their Euclidean length; a row of zeros stays zero} */
    static String unitLength(OnnxGraph graph, String x) {
        String length =
                graph.node("ReduceL2", List.of(x), Attribute.of("axes", new long[] {1}), Attribute.of("keepdims", 1));
        // The smallest normal float32: it only replaces lengths that round to 0.
        return graph.node(
                "Div", List.of(x, graph.node("Max", List.of(length, graph.constant("tiny_", Float.MIN_NORMAL)))));
    }

    private String parameter(Stage stage, int index) {
        ParameterSpec parameter = stage.parameters().get(index);
        return graph.constant(parameter.name(), weights.get(Weights.networkName(parameter.name()), parameter.shape()));
    }

    /** {@return the slopes in a shape that ONNX stretches over rows and columns} */
    private String slope(Stage stage) {
        ParameterSpec parameter = stage.parameters().get(0);
        FloatArray slopes = weights.get(Weights.networkName(parameter.name()), parameter.shape());
        int channels = parameter.shape().size(0);
        Shape shape = stage.input().rank() == 3 ? Shape.of(channels, 1, 1) : Shape.of(channels);
        return graph.constant(parameter.name(), FloatArray.of(shape, slopes.toArray()));
    }
}
