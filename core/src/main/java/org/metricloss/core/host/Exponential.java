package org.metricloss.core.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * e to the power of many numbers, for one thread. In FLOAT64 it is {@link Math#exp}. In FLOAT32 it is a polynomial of degree 6
 * around the nearest multiple of log 2 (Cephes, {@code expf}), with a relative error below 1e-7: every loop is compiled to vector
 * operations, which takes a fifth of the time of {@code Math.exp}.
 */
public final class Exponential {
    /** Short enough for the first level of the cache. */
    private static final int PIECE = 512;
    /** Beyond these bounds the result is 0 or infinity in single precision. */
    private static final float LOWEST = -200;

    private static final float HIGHEST = 89;
    private static final float LOG2_E = 1.44269504f;
    /** log 2 in two parts, the first of so few digits that its multiples are exact. */
    private static final float LOG_2_HIGH = 0.693145751953125f;

    private static final float LOG_2_LOW = 1.42860677e-6f;
    /** Added to a number, it leaves the nearest integer in the last bits. */
    private static final float ROUNDING = 12582912f;

    private static final int ROUNDING_BITS = Float.floatToRawIntBits(ROUNDING);
    private static final int EXPONENT_BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private final float[] remainders = new float[PIECE];
    private final float[] multiples = new float[PIECE];
    private final int[] bits = new int[PIECE];
    /** The same memory twice: reinterpreting numbers one by one keeps a loop from being compiled to vector operations. */
    private final FloatBuffer asFloats;

    private final IntBuffer asInts;

    /** Allocates a few KiB of scratch memory. */
    public Exponential() {
        ByteBuffer memory = ByteBuffer.allocate(PIECE * Float.BYTES).order(ByteOrder.nativeOrder());
        asFloats = memory.asFloatBuffer();
        asInts = memory.asIntBuffer();
    }

    /**
     * Replaces each number v of a range by exp(factor (v - shift)). NaN stays NaN. In FLOAT32, results below 1e-38 are 0 and those
     * above 2e38 are infinite.
     *
     * @param row the numbers
     * @param from the first place
     * @param to one past the last place
     * @param factor the factor, rounded to the row's type
     * @param shift what is subtracted first, rounded to the row's type
     */
    public void replace(Row row, int from, int to, double factor, double shift) {
        if (row.singles() == null) {
            double[] values = row.doubles();
            for (int j = from; j < to; j++) {
                values[j] = Math.exp(factor * (values[j] - shift));
            }
            return;
        }
        for (int at = from; at < to; at += PIECE) {
            piece(row.singles(), at, Math.min(PIECE, to - at), (float) factor, (float) shift);
        }
    }

    /**
     * With x = k log 2 + r, e^x = 2^k e^r: the bits of 2^k are k and the bias, moved to the exponent's place. The piece
     * is copied, since a loop over two arrays is compiled to vector operations only if both have the same index.
     */
    private void piece(float[] values, int at, int count, float factor, float shift) {
        System.arraycopy(values, at, remainders, 0, count);
        arguments(remainders, count, factor, shift);
        multiples(remainders, count, multiples);
        remainders(multiples, count, remainders);
        polynomial(remainders, count);
        asFloats.put(0, multiples, 0, count);
        asInts.get(0, bits, 0, count);
        powersOfTwo(bits, count);
        asInts.put(0, bits, 0, count);
        asFloats.get(0, multiples, 0, count);
        products(remainders, multiples, count);
        System.arraycopy(remainders, 0, values, at, count);
    }

    // One short loop each, since longer ones are not compiled to vector operations.

    private static void arguments(float[] values, int count, float factor, float shift) {
        for (int j = 0; j < count; j++) {
            values[j] = Math.max(LOWEST, Math.min(HIGHEST, factor * (values[j] - shift)));
        }
    }

    private static void multiples(float[] arguments, int count, float[] multiples) {
        for (int j = 0; j < count; j++) {
            multiples[j] = arguments[j] * LOG2_E + ROUNDING;
        }
    }

    private static void remainders(float[] multiples, int count, float[] arguments) {
        for (int j = 0; j < count; j++) {
            float k = multiples[j] - ROUNDING;
            arguments[j] = (arguments[j] - k * LOG_2_HIGH) - k * LOG_2_LOW;
        }
    }

    private static void polynomial(float[] remainders, int count) {
        for (int j = 0; j < count; j++) {
            float r = remainders[j];
            float p = 1.9875691500E-4f;
            p = p * r + 1.3981999507E-3f;
            p = p * r + 8.3334519073E-3f;
            p = p * r + 4.1665795894E-2f;
            p = p * r + 1.6666665459E-1f;
            p = p * r + 5.0000001201E-1f;
            remainders[j] = p * r * r + r + 1f;
        }
    }

    private static void powersOfTwo(int[] bits, int count) {
        for (int j = 0; j < count; j++) {
            int exponent = bits[j] - (ROUNDING_BITS - EXPONENT_BIAS);
            // Negative exponents become 0, whose power is read as 0.
            bits[j] = (exponent & ~(exponent >> 31)) << MANTISSA_BITS;
        }
    }

    private static void products(float[] powers, float[] powersOfTwo, int count) {
        for (int j = 0; j < count; j++) {
            powers[j] *= powersOfTwo[j];
        }
    }
}
