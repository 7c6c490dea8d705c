package org.metricloss.models.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.models.Model;
import org.metricloss.models.ModelInput;
import org.metricloss.models.TrainedModel;

/**
 * A trained model as an ONNX model of opset 13, from raw inputs to embeddings. The input {@value #INPUT} is float32, [n, channels,
 * height, width] with pixels from 0 to 255, or [n, d]; scaling and the division by the length of an input are part of the graph.
 * The output {@value #OUTPUT} is float32 [n, d]. The number n is free.
 */
public final class OnnxModel {
    /** The name of the input. */
    public static final String INPUT = "input";
    /** The name of the output. */
    public static final String OUTPUT = "embeddings";

    private static final int OPSET = 13;
    private static final int IR_VERSION = 7;

    private OnnxModel() {}

    /**
     * {@return the bytes of the ONNX file}
     *
     * @param model the model
     * @throws IllegalArgumentException if a layer cannot be written as ONNX; the message names it
     */
    public static byte[] of(TrainedModel model) {
        Model description = model.description();
        NetworkPlan plan = description.plan();
        OnnxGraph graph = new OnnxGraph(description.network().name());
        String scaled = scaled(graph, graph.input(INPUT, plan.input()), description.input());
        String embeddings = new OnnxNetwork(graph, model.weights()).path(plan.stages(), scaled);
        graph.output(embeddings, OUTPUT, Shape.of(plan.embeddingDimension()));
        OnnxMl.ModelProto.Builder proto = OnnxMl.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("MetricLoss")
                .setGraph(graph.build())
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET));
        metadata(description)
                .forEach((key, value) -> proto.addMetadataProps(
                        OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return proto.build().toByteArray();
    }

    private static Map<String, String> metadata(Model model) {
        return new TreeMap<>(Map.of(
                "distance", model.distance(),
                "trial", model.origin().trial(),
                "trial.sha256", model.origin().sha256(),
                "weights.sha256", model.weights().sha256()));
    }

    /** Adds (x * maxValue / 255 - offset) / scale, and the division by the length. */
    private static String scaled(OnnxGraph graph, String input, ModelInput scaling) {
        String x = input;
        if (scaling.maxValue() != ModelInput.MAX_PIXEL) {
            double factor = (double) scaling.maxValue() / ModelInput.MAX_PIXEL;
            x = graph.node("Mul", List.of(x, graph.constant("range_", factor)));
        }
        x = graph.node("Sub", List.of(x, perChannel(graph, "offset", scaling.offset(), scaling)));
        List<Double> rest = scaling.offset().stream()
                .map(offset -> offset - offset.floatValue())
                .toList();
        if (!scaling.isImage() && rest.stream().anyMatch(each -> each != 0)) {
            // The difference of a float and a nearby one is exact, so no digit of a large mean is lost.
            x = graph.node("Sub", List.of(x, perChannel(graph, "offsetRest", rest, scaling)));
        }
        x = graph.node("Div", List.of(x, perChannel(graph, "scale", scaling.scale(), scaling)));
        if (!scaling.unitLength()) {
            return x;
        }
        if (!scaling.isImage()) {
            return OnnxNetwork.unitLength(graph, x, ModelInput.LEAST_LENGTH);
        }
        String flat = OnnxNetwork.unitLength(graph, graph.node("Flatten", List.of(x)), ModelInput.LEAST_LENGTH);
        return graph.reshaped(flat, scaling.toShape());
    }

    private static String perChannel(OnnxGraph graph, String name, List<Double> numbers, ModelInput input) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        int[] sizes = new int[input.isImage() ? 3 : 1];
        Arrays.fill(sizes, 1);
        sizes[0] = values.length;
        return graph.constant(name, FloatArray.of(Shape.of(sizes), values));
    }
}
