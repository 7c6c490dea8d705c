package org.metricloss.core.host;

import org.metricloss.core.array.DataType;
import org.metricloss.core.host.HostArray.Factor;

/** One call of a {@link HostFunction}: its arguments, its results, and the engine's matrix products. */
public interface HostCall {
    /** {@return how many threads the host may use, at least 1} */
    int threads();

    /**
     * {@return its values, to be read only}
     *
     * @param index the argument, counted from 0
     */
    HostArray argument(int index);

    /**
     * {@return the array to write its values to; its contents are undefined before}
     *
     * @param index the result, counted from 0
     */
    HostArray result(int index);

    /**
     * Allocates an array in the engine's memory, so that products need not copy it.
     *
     * @param type FLOAT32 or FLOAT64
     * @param rows the number of rows
     * @param columns the number of columns
     * @return the array; its contents are undefined
     */
    HostArray allocate(DataType type, int rows, int columns);

    /**
     * Computes a matrix product with the engine, on all threads. It must be called on the thread that the function was
     * called on.
     *
     * @param left [a, b]
     * @param right [b, c], of the same type
     * @return a new array [a, c], which may be written to
     */
    HostArray product(Factor left, Factor right);

    /**
     * Frees an array of {@link #allocate} or {@link #product} before the call ends.
     *
     * @param array the array, which must not be used afterwards
     */
    void release(HostArray array);
}
