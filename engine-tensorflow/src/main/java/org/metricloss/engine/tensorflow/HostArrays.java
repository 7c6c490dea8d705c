package org.metricloss.engine.tensorflow;

import java.util.Arrays;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Converts host arrays to tensors of TensorFlow and back. The caller closes the tensors. */
final class HostArrays {
    private HostArrays() {}

    static Class<? extends TType> type(DataType type) {
        return switch (type) {
            case FLOAT32 -> TFloat32.class;
            case FLOAT64 -> TFloat64.class;
            case INT64 -> TInt64.class;
            case BOOL -> TBool.class;
        };
    }

    static DataType dataType(org.tensorflow.proto.DataType type) {
        return switch (type) {
            case DT_FLOAT -> DataType.FLOAT32;
            case DT_DOUBLE -> DataType.FLOAT64;
            case DT_INT64 -> DataType.INT64;
            case DT_BOOL -> DataType.BOOL;
            default -> throw new IllegalStateException("a TensorFlow tensor of type " + type);
        };
    }

    static org.tensorflow.ndarray.Shape shape(Shape shape) {
        return org.tensorflow.ndarray.Shape.of(
                Arrays.stream(shape.toArray()).asLongStream().toArray());
    }

    static Shape shape(org.tensorflow.ndarray.Shape shape) {
        return Shape.of(
                Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray());
    }

    static Tensor of(float[] values, Shape shape) {
        return TFloat32.tensorOf(shape(shape), DataBuffers.of(values, true, false));
    }

    static Tensor of(DoubleArray array, DataType type) {
        double[] values = array.toArray();
        if (type == DataType.FLOAT64) {
            return TFloat64.tensorOf(shape(array.shape()), DataBuffers.of(values, true, false));
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return of(rounded, array.shape());
    }

    static Tensor of(int[] labels) {
        return TInt64.vectorOf(Arrays.stream(labels).asLongStream().toArray());
    }

    static Tensor of(int[][] tuples) {
        long[] flat = Arrays.stream(tuples)
                .flatMapToInt(Arrays::stream)
                .asLongStream()
                .toArray();
        return TInt64.tensorOf(shape(shapeOf(tuples)), DataBuffers.of(flat, true, false));
    }

    static Shape shapeOf(int[][] tuples) {
        return Shape.of(tuples.length, tuples.length == 0 ? 0 : tuples[0].length);
    }

    static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.shape().size())];
        ((TFloat32) tensor).copyTo(DataBuffers.of(values, false, false));
        return values;
    }

    /** {@return the values of a floating-point tensor} */
    static double[] doubles(Tensor tensor) {
        double[] values = new double[Math.toIntExact(tensor.shape().size())];
        if (tensor instanceof TFloat64 doubles) {
            doubles.copyTo(DataBuffers.of(values, false, false));
        } else {
            float[] floats = floats(tensor);
            for (int i = 0; i < values.length; i++) {
                values[i] = floats[i];
            }
        }
        return values;
    }

    static DoubleArray read(Tensor tensor) {
        return DoubleArray.of(shape(tensor.shape()), doubles(tensor));
    }
}
