package org.metricloss.core.array;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The arrays that a loss holds in one step, forward and backward, beside the embeddings and its state: how many there
 * are, and of what shape. Floating-point arrays are float32. Engines differ in how long they keep an array, so an
 * engine turns the arrays into bytes: see {@link org.metricloss.core.engine.Engine#bytes}. Immutable: the methods that
 * add arrays return new ones.
 *
 * <p>A loss counts one array for each tensor operation that it calls and one for each gradient on the way back. For
 * example, {@code HeldArrays.none().operations(6, m, classes)} is six arrays [m, classes].
 */
public final class HeldArrays {
    private static final HeldArrays NONE = new HeldArrays(List.of());
    private static final int FLOAT = Float.BYTES;
    private static final int WIDE = Double.BYTES;
    private static final int MASK = 1;

    /** What an array is for, which decides how long engines keep it. */
    public enum Use {
        /** The result of a tensor operation, or its gradient. Some engines keep it to the end of the step. */
        OPERATION,
        /** An argument, a result or scratch memory of a host function. It is in use with the others of the function. */
        HOST,
        /** A block that a host function allocates and releases before it allocates the next one of the same shape. */
        BLOCK
    }

    /**
     * Several arrays of one shape.
     *
     * @param use what they are for
     * @param count how many there are, at least 0
     * @param bytesEach the size of one, at least 0
     */
    public record Held(Use use, long count, double bytesEach) {
        /** Checks the ranges. */
        public Held {
            if (!(count >= 0 && bytesEach >= 0)) {
                throw new IllegalArgumentException(
                        "count and size must be >= 0, got %s, %s".formatted(count, bytesEach));
            }
        }
    }

    private final List<Held> held;

    private HeldArrays(List<Held> held) {
        this.held = List.copyOf(held);
    }

    /** {@return no arrays} */
    public static HeldArrays none() {
        return NONE;
    }

    /**
     * Adds floating-point results of tensor operations.
     *
     * @param count how many
     * @param sizes the shape of each
     * @return these arrays with those
     */
    public HeldArrays operations(long count, long... sizes) {
        return with(Use.OPERATION, count, FLOAT, sizes);
    }

    /**
     * Adds masks, which are BOOL results of tensor operations.
     *
     * @param count how many
     * @param sizes the shape of each
     * @return these arrays with those
     */
    public HeldArrays masks(long count, long... sizes) {
        return with(Use.OPERATION, count, MASK, sizes);
    }

    /**
     * Adds floating-point arrays of host functions.
     *
     * @param count how many
     * @param sizes the shape of each
     * @return these arrays with those
     */
    public HeldArrays onHost(long count, long... sizes) {
        return with(Use.HOST, count, FLOAT, sizes);
    }

    /**
     * Adds arrays of 64-bit numbers of host functions: FLOAT64, INT64, or {@code double[]}.
     *
     * @param count how many
     * @param sizes the shape of each
     * @return these arrays with those
     */
    public HeldArrays onHostWide(long count, long... sizes) {
        return with(Use.HOST, count, WIDE, sizes);
    }

    /**
     * Adds floating-point blocks of host functions of which one at a time is in use.
     *
     * @param count how many there are, one after the other
     * @param sizes the shape of each
     * @return these arrays with those
     */
    public HeldArrays blocks(long count, long... sizes) {
        return with(Use.BLOCK, count, FLOAT, sizes);
    }

    /**
     * Adds what {@link org.metricloss.core.tensor.Tensor#normalizeRows} holds with its gradient.
     *
     * @param rows m
     * @param columns d
     * @return these arrays with eleven arrays [m, d]
     */
    public HeldArrays normalizedRows(long rows, long columns) {
        return operations(11, rows, columns);
    }

    /**
     * Adds what {@link org.metricloss.core.tensor.Tensor#squaredDistances} holds with its gradient.
     *
     * @param rows m
     * @return these arrays with seven arrays [m, m]
     */
    public HeldArrays squaredDistances(long rows) {
        return operations(7, rows, rows);
    }

    /**
     * Adds other arrays.
     *
     * @param others what is held as well
     * @return these arrays with those
     */
    public HeldArrays plus(HeldArrays others) {
        List<Held> all = new ArrayList<>(held);
        all.addAll(others.held);
        return new HeldArrays(all);
    }

    /**
     * Adds up the sizes of all arrays that exist at once.
     *
     * @param atOnce how many of several arrays of one shape exist at once
     * @return bytes, at most {@link Long#MAX_VALUE}
     */
    public long bytes(ToDoubleFunction<Held> atOnce) {
        return (long) held.stream()
                .mapToDouble(each -> atOnce.applyAsDouble(each) * each.bytesEach())
                .sum();
    }

    private HeldArrays with(Use use, long count, int width, long... sizes) {
        // In double: the product for a batch that no machine can hold must not overflow.
        double bytes = Arrays.stream(sizes).asDoubleStream().reduce(width, (a, b) -> a * b);
        List<Held> all = new ArrayList<>(held);
        all.add(new Held(use, count, bytes));
        return new HeldArrays(all);
    }
}
