package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.tensor.Tensor;

/** Converts host arrays to DJL arrays and back. */
final class DjlArrays {
    private DjlArrays() {}

    static DataType type(org.metricloss.core.array.DataType type) {
        return switch (type) {
            case FLOAT32 -> DataType.FLOAT32;
            case FLOAT64 -> DataType.FLOAT64;
            case INT64 -> DataType.INT64;
            case BOOL -> DataType.BOOLEAN;
        };
    }

    static org.metricloss.core.array.DataType type(DataType type) {
        return switch (type) {
            case FLOAT32 -> org.metricloss.core.array.DataType.FLOAT32;
            case FLOAT64 -> org.metricloss.core.array.DataType.FLOAT64;
            case INT64 -> org.metricloss.core.array.DataType.INT64;
            case BOOLEAN -> org.metricloss.core.array.DataType.BOOL;
            default -> throw new IllegalStateException("a DJL array of type " + type);
        };
    }

    static Shape shape(org.metricloss.core.array.Shape shape) {
        // Loops, not streams: a step converts about a hundred shapes.
        long[] sizes = new long[shape.rank()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = shape.size(axis);
        }
        return new Shape(sizes);
    }

    static org.metricloss.core.array.Shape shape(Shape shape) {
        int[] sizes = new int[shape.dimension()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = Math.toIntExact(shape.get(axis));
        }
        return org.metricloss.core.array.Shape.of(sizes);
    }

    /** {@return a copy in native memory: a created array would keep reading the Java buffer it came from} */
    static NDArray owned(NDManager manager, FloatArray array) {
        try (NDArray created = manager.create(array.toArray(), shape(array.shape()))) {
            return created.duplicate();
        }
    }

    /**
     * {@return a constant copy that outlives the open scope}
     *
     * @param manager owns the copy
     * @param array an array of the open scope
     */
    static NDArray kept(NDManager manager, NDArray array) {
        // A view would end with the array that it is a view of.
        NDArray kept = array.stopGradient().duplicate();
        NDScope.unregister(kept);
        kept.attach(manager);
        return kept;
    }

    /** {@return the same arrays as constants, which get no gradient; for the open scope} */
    static Map<String, NDArray> constants(Map<String, NDArray> arrays) {
        Map<String, NDArray> constants = new HashMap<>();
        arrays.forEach((name, array) -> constants.put(name, array.stopGradient()));
        return constants;
    }

    static NDArray of(NDManager manager, DoubleArray array, DataType type) {
        double[] values = array.toArray();
        if (type == DataType.FLOAT64) {
            return manager.create(values, shape(array.shape()));
        }
        // Java rounds the values, so that native memory never holds the array of the wider type.
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return manager.create(rounded, shape(array.shape()));
    }

    static NDArray labels(NDManager manager, int[] labels) {
        return manager.create(Arrays.stream(labels).asLongStream().toArray());
    }

    static NDArray tuples(NDManager manager, int[][] tuples) {
        long[] flat = Arrays.stream(tuples)
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        return manager.create(flat, new Shape(tuples.length, tuples.length == 0 ? 0 : tuples[0].length));
    }

    static DoubleArray read(NDArray array) {
        NDArray doubles = array.toType(DataType.FLOAT64, false);
        return DoubleArray.of(shape(array.getShape()), doubles.toDoubleArray());
    }

    static FloatArray readFloats(NDArray array) {
        return FloatArray.of(shape(array.getShape()), array.toFloatArray());
    }

    static double[] scalars(List<Tensor> tensors) {
        // The value of an objective with one term is also the value of this term.
        Map<Tensor, Double> read = new IdentityHashMap<>();
        return tensors.stream()
                .mapToDouble(tensor -> read.computeIfAbsent(tensor, each -> scalar(DjlTensor.unwrap(each))))
                .toArray();
    }

    /** {@return the number in an array of one element} */
    static double scalar(NDArray array) {
        // Not getFloat() and its kin, which first select the element by a general index, in an array of its own.
        ByteBuffer bytes = array.toByteBuffer(false);
        if (bytes.remaining() != array.getDataType().getNumOfBytes()) {
            throw new IllegalArgumentException("not a number: an array of shape " + array.getShape());
        }
        return switch (array.getDataType()) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            case INT64 -> bytes.getLong();
            default -> throw new IllegalArgumentException("not a number: a scalar of type " + array.getDataType());
        };
    }
}
