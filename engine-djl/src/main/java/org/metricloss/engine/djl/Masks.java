package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Counts over BOOL arrays in their own memory. The count of PyTorch would first convert each element to a number of 8
 * bytes.
 */
final class Masks {
    private Masks() {}

    /**
     * {@return how many elements are true, an INT64 scalar}
     *
     * @param mask BOOL
     */
    static NDArray count(NDArray mask) {
        // A buffer cannot hold more elements.
        return mask.size() > Integer.MAX_VALUE
                ? mask.countNonzero()
                : mask.getManager().create(trues(((PtNDArray) mask).toByteBuffer(true)));
    }

    /** An element is one byte, 1 where it is true. */
    private static long trues(ByteBuffer elements) {
        LongBuffer words = elements.duplicate().order(ByteOrder.nativeOrder()).asLongBuffer();
        long count = 0;
        for (int i = 0; i < words.limit(); i++) {
            count += Long.bitCount(words.get(i));
        }
        for (int i = words.limit() * Long.BYTES; i < elements.limit(); i++) {
            count += elements.get(i);
        }
        return count;
    }
}
