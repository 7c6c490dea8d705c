package org.metricloss.models.onnx;

import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NetworkPlan.Stage;
import org.metricloss.core.network.ParameterSpec;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.Window;
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
        if (layer instanceof Convolution convolution) {
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
            return graph.node("MaxPool", List.of(x), windows(pool.window(), stage));
        } else if (layer instanceof Layer.AveragePool pool) {
            return graph.node("AveragePool", List.of(x), windows(pool.window(), stage));
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return graph.node("Flatten", List.of(graph.node("GlobalAveragePool", List.of(x))));
        } else if (layer instanceof Residual) {
            return graph.node("Add", List.of(path(stage.body(), x), path(stage.shortcut(), x)));
        } else if (layer instanceof Layer.Gelu) {
            return gelu(x);
        } else if (layer instanceof Layer.LayerNorm) {
            return layerNorm(stage, x);
        } else if (layer instanceof Layer.LengthNorm) {
            return unitLength(graph, dividedByLargest(x), Float.MIN_NORMAL);
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

    private String convolution(Convolution layer, Stage stage, String x) {
        List<String> inputs =
                layer.bias() ? List.of(x, parameter(stage, 0), parameter(stage, 1)) : List.of(x, parameter(stage, 0));
        int padding = layer.padding();
        return graph.node(
                "Conv",
                inputs,
                Attribute.of("kernel_shape", layer.kernel(), layer.kernel()),
                Attribute.of("strides", layer.stride(), layer.stride()),
                Attribute.of("group", layer.groups()),
                Attribute.of("pads", padding, padding, padding, padding));
    }

    /** Windows beyond the image are written as padding, which counts in neither kind of pooling. */
    private static Attribute[] windows(Window window, Stage stage) {
        return new Attribute[] {
            Attribute.of("kernel_shape", window.kernel(), window.kernel()),
            Attribute.of("strides", window.stride(), window.stride()),
            Attribute.of(
                    "pads",
                    window.padding(),
                    window.padding(),
                    window.beyond(stage.input().size(1)),
                    window.beyond(stage.input().size(2)))
        };
    }

    private String gelu(String x) {
        String scaled = graph.node("Mul", List.of(x, graph.constant("root_half_", Math.sqrt(0.5))));
        String above = graph.node("Add", List.of(graph.node("Erf", List.of(scaled)), graph.constant("one_", 1)));
        String half = graph.node("Mul", List.of(x, graph.constant("half_", 0.5)));
        return graph.node("Mul", List.of(half, above));
    }

    private String layerNorm(Stage stage, String x) {
        String centered = graph.node("Sub", List.of(x, rowMean(x)));
        String variance = rowMean(graph.node("Mul", List.of(centered, centered)));
        String deviation =
                graph.node("Sqrt", List.of(graph.node("Add", List.of(variance, graph.constant("epsilon_", EPSILON)))));
        String scaled =
                graph.node("Mul", List.of(graph.node("Div", List.of(centered, deviation)), parameter(stage, 0)));
        return graph.node("Add", List.of(scaled, parameter(stage, 1)));
    }

    private String rowMean(String x) {
        return graph.node("ReduceMean", List.of(x), Attribute.of("axes", new long[] {1}), Attribute.of("keepdims", 1));
    }

    /** {@return the rows divided by their largest absolute value, so that no square is infinite and not all are 0} */
    private String dividedByLargest(String x) {
        String largest = graph.node(
                "ReduceMax",
                List.of(graph.node("Abs", List.of(x))),
                Attribute.of("axes", new long[] {1}),
                Attribute.of("keepdims", 1));
        String divisor = graph.node("Max", List.of(largest, graph.constant("least_", Float.MIN_NORMAL)));
        return graph.node("Div", List.of(x, divisor));
    }

    /**
     * {@return the rows divided by their Euclidean length}
     *
     * @param least the least length, by which shorter rows are divided
     */
    static String unitLength(OnnxGraph graph, String x, double least) {
        String length =
                graph.node("ReduceL2", List.of(x), Attribute.of("axes", new long[] {1}), Attribute.of("keepdims", 1));
        return graph.node("Div", List.of(x, graph.node("Max", List.of(length, graph.constant("least_", least)))));
    }

    private String parameter(Stage stage, int index) {
        ParameterSpec parameter = stage.parameters().get(index);
        return graph.constant(parameter.name(), weights.get(Weights.networkName(parameter.name()), parameter.shape()));
    }

    /** {@return the slopes in a shape that ONNX broadcasts over rows and columns} */
    private String slope(Stage stage) {
        ParameterSpec parameter = stage.parameters().get(0);
        FloatArray slopes = weights.get(Weights.networkName(parameter.name()), parameter.shape());
        int channels = parameter.shape().size(0);
        Shape shape = stage.input().rank() == 3 ? Shape.of(channels, 1, 1) : Shape.of(channels);
        return graph.constant(parameter.name(), FloatArray.of(shape, slopes.toArray()));
    }
}
