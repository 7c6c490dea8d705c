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
     * {@return where its values go; nothing in particular before they are written}
     *
     * @param index the result, counted from 0
     */
    HostArray result(int index);

    /**
     * Makes an array in the engine's memory, so that products need no copy of it.
     *
     * @param type FLOAT32 or FLOAT64
     * @param rows the number of rows
     * @param columns the number of columns
     * @return the array; nothing in particular is in it
     */
    HostArray allocate(DataType type, int rows, int columns);

    /**
     * The engine's matrix product, on all threads. Called from the thread that the function was called on.
     *
     * @param left [a, b]
     * @param right [b, c], of the same type
     * @return a new array [a, c], which may be written to
     */
    HostArray product(Factor left, Factor right);

    /**
     * Frees an array of {@link #allocate} or {@link #product} before the call ends.
     *
     * @param array not used afterwards
     */
    void release(HostArray array);
}
