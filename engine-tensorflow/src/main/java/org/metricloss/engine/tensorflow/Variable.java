package org.metricloss.engine.tensorflow;

import org.metricloss.core.array.Shape;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * One array that training changes, as a resource variable of a graph; a reference variable would race with the
 * gradients that read it. The array has the order of axes of TensorFlow inside and that of core outside.
 */
final class Variable {
    private static final int[] KERNELS_TO_TENSORFLOW = {2, 3, 1, 0};
    private static final int[] KERNELS_TO_CORE = {3, 2, 0, 1};

    private final Ops tf;
    private final Shape shape;
    private final boolean kernels;
    private final VarHandleOp handle;
    private final Placeholder<TFloat32> given;
    private final Op assignGiven;

    /**
     * Adds a variable to a graph.
     *
     * @param tf adds operations to the graph
     * @param name its name among the variables of the graph
     * @param shape its shape in core's order of axes
     * @param kernels whether it holds a convolution's kernels, (out, in, rows, columns) in core's order and (rows,
     *     columns, in, out) in TensorFlow's
     */
    Variable(Ops tf, String name, Shape shape, boolean kernels) {
        this.tf = tf;
        this.shape = shape;
        this.kernels = kernels;
        this.given = tf.placeholder(TFloat32.class, Placeholder.shape(HostArrays.shape(shape)));
        Operand<TFloat32> kept = kernels ? tf.linalg.transpose(given, tf.constant(KERNELS_TO_TENSORFLOW)) : given;
        this.handle = tf.varHandleOp(TFloat32.class, kept.shape(), VarHandleOp.sharedName(name));
        this.assignGiven = tf.assignVariableOp(handle, kept);
    }

    /** {@return the shape in core's order of axes} */
    Shape shape() {
        return shape;
    }

    /** {@return the resource, for operations that write to it} */
    VarHandleOp handle() {
        return handle;
    }

    /** {@return a new read, in TensorFlow's order of axes} */
    Operand<TFloat32> read() {
        return tf.readVariableOp(handle, TFloat32.class);
    }

    /** {@return a new read, in core's order of axes} */
    Operand<TFloat32> readForCore() {
        return kernels ? tf.linalg.transpose(read(), tf.constant(KERNELS_TO_CORE)) : read();
    }

    /** {@return the placeholder of a new value, in core's order of axes} */
    Operand<TFloat32> given() {
        return given;
    }

    /** {@return the operation that writes the fed value} */
    Op assignGiven() {
        return assignGiven;
    }

    /**
     * {@return the operation that writes a value}
     *
     * @param tf adds the write to the graph
     * @param value in TensorFlow's order of axes
     */
    Op assign(Ops tf, Operand<?> value) {
        return tf.assignVariableOp(handle, value);
    }
}
