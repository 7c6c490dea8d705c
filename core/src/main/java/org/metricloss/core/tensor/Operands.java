package org.metricloss.core.tensor;

import java.util.Arrays;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;

/**
 * Checks of the types and shapes that operations of {@link Tensor} are given. Engines call them before they compute, so that a
 * mistake has the same message on every engine. Each check throws {@link IllegalArgumentException}.
 */
public final class Operands {
    private Operands() {}

    /** Checks two tensors that an operation combines element by element. */
    public static void elementwise(Tensor left, Tensor right) {
        sameType(left, right);
        broadcast(left, right);
    }

    /** Checks two masks that an operation combines element by element. */
    public static void masks(Tensor left, Tensor right) {
        mask(left);
        mask(right);
        broadcast(left, right);
    }

    /** Checks that a tensor is a mask. */
    public static void mask(Tensor tensor) {
        if (tensor.dataType() != DataType.BOOL) {
            throw new IllegalArgumentException("expected a BOOL mask, got " + described(tensor));
        }
    }

    /** Checks a mask and the two tensors that it chooses from. */
    public static void choice(Tensor mask, Tensor whereTrue, Tensor whereFalse) {
        mask(mask);
        elementwise(whereTrue, whereFalse);
        broadcast(mask, whereTrue);
        broadcast(mask, whereFalse);
    }

    /** Checks the factors of a matrix product. */
    public static void product(Tensor left, Tensor right) {
        sameType(left, right);
        if (left.shape().rank() != 2
                || right.shape().rank() != 2
                || left.shape().size(1) != right.shape().size(0)) {
            throw new IllegalArgumentException(
                    "a matrix product needs [m, k] and [k, n], got %s and %s".formatted(left.shape(), right.shape()));
        }
    }

    /**
     * Checks that a tensor is a matrix.
     *
     * @param operation the operation, for the message
     * @param tensor its operand
     */
    public static void matrix(String operation, Tensor tensor) {
        if (tensor.shape().rank() != 2) {
            throw new IllegalArgumentException("%s needs a matrix, got %s".formatted(operation, tensor.shape()));
        }
    }

    /**
     * Checks a matrix and one index for each of some rows.
     *
     * @param operation the operation, for the message
     * @param matrix its operand
     * @param indices the indices
     * @param perRow whether there must be one for each row of the matrix
     */
    public static void indexed(String operation, Tensor matrix, Tensor indices, boolean perRow) {
        matrix(operation, matrix);
        if (indices.dataType() != DataType.INT64
                || indices.shape().rank() != 1
                || (perRow && indices.shape().size(0) != matrix.shape().size(0))) {
            throw new IllegalArgumentException("%s needs INT64 indices [%s], got %s"
                    .formatted(operation, perRow ? matrix.shape().size(0) : "m", described(indices)));
        }
    }

    /** Checks that a tensor has as many elements as the shape that it is to get. */
    public static void reshape(Tensor tensor, int... sizes) {
        Shape shape = Shape.of(sizes);
        if (shape.elements() != tensor.shape().elements()) {
            throw new IllegalArgumentException("%s cannot be reshaped to %s".formatted(tensor.shape(), shape));
        }
    }

    /** Checks a part of a tensor along an axis. */
    public static void slice(Tensor tensor, int axis, int from, int to) {
        axis(tensor, axis);
        if (!(from >= 0 && from < to && to <= tensor.shape().size(axis))) {
            throw new IllegalArgumentException(
                    "axis %s of %s has no part from %s to %s".formatted(axis, tensor.shape(), from, to));
        }
    }

    /** Checks two tensors to be joined along an axis. */
    public static void concat(Tensor left, Tensor right, int axis) {
        sameType(left, right);
        axis(left, axis);
        int along = axis < 0 ? axis + left.shape().rank() : axis;
        int[] first = left.shape().toArray();
        int[] second = right.shape().toArray();
        if (first.length == second.length) {
            second[along] = first[along];
        }
        if (!Arrays.equals(first, second)) {
            throw new IllegalArgumentException(
                    "%s and %s cannot be joined along axis %s".formatted(left.shape(), right.shape(), axis));
        }
    }

    /** Checks that a tensor has an axis. */
    public static void axis(Tensor tensor, int axis) {
        int rank = tensor.shape().rank();
        if (!(axis >= -rank && axis < rank)) {
            throw new IllegalArgumentException("%s has no axis %s".formatted(tensor.shape(), axis));
        }
    }

    /** Checks a gradient that is attached for a tensor. */
    public static void attached(Tensor x, Tensor gradient) {
        sameType(x, gradient);
        if (!x.shape().equals(gradient.shape())) {
            throw new IllegalArgumentException(
                    "a gradient for %s must have that shape, got %s".formatted(x.shape(), gradient.shape()));
        }
    }

    private static void sameType(Tensor left, Tensor right) {
        if (left.dataType() != right.dataType()) {
            throw new IllegalArgumentException(
                    "data types differ: %s and %s".formatted(described(left), described(right)));
        }
    }

    private static void broadcast(Tensor left, Tensor right) {
        Shape a = left.shape();
        Shape b = right.shape();
        for (int axis = 1; axis <= Math.min(a.rank(), b.rank()); axis++) {
            if (a.size(-axis) != b.size(-axis) && a.size(-axis) != 1 && b.size(-axis) != 1) {
                throw new IllegalArgumentException("shapes do not broadcast: %s and %s".formatted(a, b));
            }
        }
    }

    private static String described(Tensor tensor) {
        return tensor.dataType() + " " + tensor.shape();
    }
}
