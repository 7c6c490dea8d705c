package org.metricloss.models.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;

/**
 * An ONNX graph under construction. It writes the messages of ONNX itself, because Tribuo supports only inputs [n, d] and has
 * no convolution, pooling, PReLU or batch normalisation.
 */
final class OnnxGraph {
    /** The name of the batch axis, whose size is not fixed. */
    private static final String BATCH = "n";

    private final OnnxMl.GraphProto.Builder graph;
    private int next;

    /**
     * @param name the name of the graph
     */
    OnnxGraph(String name) {
        graph = OnnxMl.GraphProto.newBuilder().setName(name);
    }

    /**
     * An attribute of an operation.
     *
     * @param proto the message
     */
    record Attribute(AttributeProto proto) {
        static Attribute of(String name, long... values) {
            AttributeProto.Builder proto =
                    AttributeProto.newBuilder().setName(name).setType(AttributeType.INTS);
            Arrays.stream(values).forEach(proto::addInts);
            return new Attribute(proto.build());
        }

        static Attribute of(String name, int value) {
            return new Attribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeType.INT)
                    .setI(value)
                    .build());
        }

        static Attribute of(String name, float value) {
            return new Attribute(AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeType.FLOAT)
                    .setF(value)
                    .build());
        }
    }

    /** {@return the name of an input [n, ...] of float32} */
    String input(String name, Shape sample) {
        graph.addInput(value(name, sample));
        return name;
    }

    /** Makes a value the output [n, ...] of float32. */
    void output(String value, String name, Shape sample) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType("Identity")
                .addInput(value)
                .addOutput(name));
        graph.addOutput(value(name, sample));
    }

    /** {@return the name of a constant} */
    String constant(String name, FloatArray array) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        Arrays.stream(array.shape().toArray()).forEach(tensor::addDims);
        for (float each : array.toArray()) {
            tensor.addFloatData(each);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** {@return the name of a scalar constant} */
    String constant(String name, double number) {
        return constant(name + next++, FloatArray.of(Shape.of(), new float[] {(float) number}));
    }

    /** {@return the name of the only output of a new operation} */
    String node(String operation, List<String> inputs, Attribute... attributes) {
        String output = operation.toLowerCase(Locale.ROOT) + next++;
        NodeProto.Builder node = NodeProto.newBuilder()
                .setName(output)
                .setOpType(operation)
                .addAllInput(inputs)
                .addOutput(output);
        Arrays.stream(attributes).forEach(attribute -> node.addAttribute(attribute.proto));
        graph.addNode(node);
        return output;
    }

    /** {@return the rows of a value [n, ...] as samples of that shape} */
    String reshaped(String value, Shape sample) {
        String name = "shape" + next++;
        // The batch axis keeps its size, which is 0 to ONNX.
        TensorProto.Builder shape = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(sample.rank() + 1)
                .addInt64Data(0);
        Arrays.stream(sample.toArray()).forEach(shape::addInt64Data);
        graph.addInitializer(shape);
        return node("Reshape", List.of(value, name));
    }

    OnnxMl.GraphProto build() {
        return graph.build();
    }

    private static ValueInfoProto value(String name, Shape sample) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder()
                .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
        Arrays.stream(sample.toArray())
                .forEach(size -> shape.addDim(
                        OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
