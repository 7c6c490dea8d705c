package org.metricloss.core.host;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;

/**
 * A computation in plain Java that an engine hands arrays to and takes arrays from: see
 * {@link org.metricloss.core.tensor.Tensor#onHost}. Immutable: one function may serve many batches, on a thread of the
 * engine's choice.
 */
public interface HostFunction {
    /**
     * The type and shape of one result.
     *
     * @param type any type but BOOL
     * @param shape at most two axes
     */
    record Result(DataType type, Shape shape) {
        /** Checks the type and the rank. */
        public Result {
            if (type == DataType.BOOL || shape.rank() > 2) {
                throw new IllegalArgumentException(
                        "a result must be a scalar, vector or matrix of numbers, got %s %s".formatted(type, shape));
            }
        }

        /** {@return the rows of the matrix that the host sees} */
        public int rows() {
            return shape.rank() == 0 ? 1 : shape.size(0);
        }

        /** {@return the columns of the matrix that the host sees} */
        public int columns() {
            return shape.rank() < 2 ? 1 : shape.size(1);
        }
    }

    /** {@return what the function gives, in order} */
    List<Result> results();

    /**
     * Computes every element of every result.
     *
     * @param call where the arguments are and the results go
     */
    void compute(HostCall call);
}
