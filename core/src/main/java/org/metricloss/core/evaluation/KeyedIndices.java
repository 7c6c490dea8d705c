package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Indices with keys in single precision, sorted by (key, index). Key and index share a long, the key in the upper half as a
 * whole number in the order of floats. Holds scratch space, so one thread per instance.
 */
final class KeyedIndices {
    private static final int RADIX_BITS = 8;
    private static final int BUCKETS = 1 << RADIX_BITS;

    /** Below so many, the library's sort is as quick. */
    private static final int FEW = 64;

    private long[] entries;
    private long[] sorted;
    private int size;

    /** @param capacity the most indices that are collected */
    KeyedIndices(int capacity) {
        // One more, since a place is written before it is known whether it counts.
        this.entries = new long[capacity + 1];
        this.sorted = new long[capacity + 1];
    }

    /**
     * Collects the indices of all keys up to a limit, in the place of what was there.
     *
     * @param keys the keys, none NaN
     * @param limit not positive infinity
     */
    void collect(float[] keys, float limit) {
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            entries[count] = i;
            // The sign instead of a comparison, which becomes a jump that cannot be foreseen.
            count += 1 - (Float.floatToRawIntBits(limit - keys[i]) >>> 31);
        }
        for (int i = 0; i < count; i++) {
            int index = (int) entries[i];
            int bits = Float.floatToRawIntBits(keys[index]);
            entries[i] = (long) (bits ^ (bits >> 31 & 0x7fffffff)) << 32 | index;
        }
        size = count;
    }

    int size() {
        return size;
    }

    /** {@return the index at a place} */
    int get(int place) {
        return (int) entries[place];
    }

    /** Overwrites the index at a place, which then has no key. */
    void set(int place, int index) {
        entries[place] = index;
    }

    /** Sorts by (key, index): by the bytes of the key from the last to the first, each pass keeping the order of the others. */
    void sort() {
        if (size < FEW) {
            Arrays.sort(entries, 0, size);
            return;
        }
        for (int shift = Integer.SIZE; shift < Long.SIZE; shift += RADIX_BITS) {
            int[] ends = new int[BUCKETS];
            for (int i = 0; i < size; i++) {
                ends[bucket(entries[i], shift)]++;
            }
            for (int i = 1; i < BUCKETS; i++) {
                ends[i] += ends[i - 1];
            }
            for (int i = size - 1; i >= 0; i--) {
                sorted[--ends[bucket(entries[i], shift)]] = entries[i];
            }
            long[] swapped = entries;
            entries = sorted;
            sorted = swapped;
        }
    }

    /** The sign is turned, so that negative keys come first. */
    private static int bucket(long entry, int shift) {
        return (int) ((entry ^ Long.MIN_VALUE) >>> shift) & BUCKETS - 1;
    }
}
