package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Window;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Convolution and pooling of images (samples, rows, columns, channels), as graph operations. TensorFlow pads in two ways
 * only, and cannot differentiate its convolutions with any other padding or in groups: images are padded here, and groups
 * are convolved one by one.
 *
 * @param tf adds operations to the graph
 */
record ImageWindows(Ops tf) {
    private static final int CHANNELS = 3;

    /**
     * {@return the convolution without its bias}
     *
     * @param convolution the layer
     * @param input the shape of one sample before it, (channels, rows, columns)
     * @param x the images
     * @param weight (rows, columns, inputs of a group, outputs)
     */
    Operand<TFloat32> convolution(Convolution convolution, Shape input, Operand<TFloat32> x, Operand<TFloat32> weight) {
        int padding = convolution.padding();
        boolean same = convolution.stride() == 1 && 2 * padding == convolution.kernel() - 1;
        Operand<TFloat32> padded = same ? x : padded(x, padding, padding, padding, 0);
        String way = same ? "SAME" : "VALID";
        List<Long> strides = List.of(1L, (long) convolution.stride(), (long) convolution.stride(), 1L);
        if (convolution.groups() == 1) {
            return tf.nn.conv2d(padded, weight, strides, way);
        }
        int inputs = input.size(0) / convolution.groups();
        int outputs = convolution.outputs() / convolution.groups();
        List<Operand<TFloat32>> parts = new ArrayList<>();
        for (int group = 0; group < convolution.groups(); group++) {
            Operand<TFloat32> channels = channels(padded, group * inputs, inputs);
            Operand<TFloat32> kernels = channels(weight, group * outputs, outputs);
            parts.add(tf.nn.conv2d(channels, kernels, strides, way));
        }
        return tf.concat(parts, tf.constant(CHANNELS));
    }

    /** {@return the maximum over the pixels of each window} */
    Operand<TFloat32> maximum(Window window, Shape input, Operand<TFloat32> x) {
        Operand<TFloat32> padded = padded(window, input, x, Float.NEGATIVE_INFINITY);
        return tf.nn.maxPool(padded, sides(window.kernel()), sides(window.stride()), "VALID");
    }

    /** {@return the mean over the pixels of each window} */
    Operand<TFloat32> average(Window window, Shape input, Operand<TFloat32> x) {
        List<Long> kernel = List.of(1L, (long) window.kernel(), (long) window.kernel(), 1L);
        List<Long> stride = List.of(1L, (long) window.stride(), (long) window.stride(), 1L);
        Operand<TFloat32> means = tf.nn.avgPool(padded(window, input, x, 0), kernel, stride, "VALID");
        return tf.math.mul(means, tf.constant(shares(window, input)));
    }

    /** {@return how often the pixels of each window fit in it, which undoes that padding counts, [1, rows, columns, 1]} */
    private static float[][][][] shares(Window window, Shape input) {
        int rows = window.count(input.size(1));
        int columns = window.count(input.size(2));
        float[][][][] shares = new float[1][rows][columns][1];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int pixels = window.pixels(row, input.size(1)) * window.pixels(column, input.size(2));
                shares[0][row][column][0] = (float) window.kernel() * window.kernel() / pixels;
            }
        }
        return shares;
    }

    private Operand<TFloat32> padded(Window window, Shape input, Operand<TFloat32> x, float value) {
        return padded(x, window.padding(), window.beyond(input.size(1)), window.beyond(input.size(2)), value);
    }

    private Operand<TFloat32> padded(Operand<TFloat32> x, int before, int below, int right, float value) {
        if (before == 0 && below == 0 && right == 0) {
            return x;
        }
        int[][] sides = {{0, 0}, {before, below}, {before, right}, {0, 0}};
        return tf.pad(x, tf.constant(sides), tf.constant(value));
    }

    private Operand<TFloat32> channels(Operand<TFloat32> x, int from, int count) {
        int[] begin = new int[CHANNELS + 1];
        int[] size = {-1, -1, -1, count};
        begin[CHANNELS] = from;
        return tf.slice(x, tf.constant(begin), tf.constant(size));
    }

    private Operand<org.tensorflow.types.TInt32> sides(int size) {
        return tf.constant(new int[] {1, size, size, 1});
    }
}
