package org.metricloss.core.host;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;

/**
 * A computation in plain Java on the arrays of an engine: see {@link org.metricloss.core.tensor.Tensor#onHost}.
 * Functions are immutable. One function may be called for many batches, on a thread that the engine chooses.
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

    /** {@return the types and shapes of the results, in order} */
    List<Result> results();

    /**
     * Computes every element of every result.
     *
     * @param call the arguments and the results
     */
    void compute(HostCall call);
}
