package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Computes the exact ROC curve over all unordered pairs of n samples without holding n^2 distances.
 *
 * <p>The distances of the rarer kind of pair, same or different, are collected and sorted. A pass over the other kind
 * then counts how many distances fall between each two neighbours, and how many equal one of them. The order of the
 * others between two neighbours does not matter, because along such a stretch of the curve only one of FAR and TAR
 * changes. If there is not enough room for all distances of the rarer kind, they are processed range by range. Squared
 * distances are at least 0, so their bits, read as whole numbers, have the same order, and a histogram of 2^18 ranges
 * of bits shows how many ranges fit. A single range that holds too many is divided by its next bits until it holds only
 * one value, which need not be collected. Each pass computes the distances again.
 *
 * <p>Memory in addition to the samples: up to 24 bytes for each distance that may be held, and O(threads * block * n).
 */
final class AllPairsRoc {
    /** The number of bits of a distance below its sign bit. */
    private static final int BITS = 63;

    private static final int DIGIT_BITS = 18;

    private final PairScan pairs;
    private final int threads;
    private final int room;
    private final boolean sameIsRarer;

    /**
     * @param samples the samples in the space where distances are Euclidean; at most 65,536, so that a count of pairs
     *     fits an int
     * @param threads the number of threads
     * @param room the number of distances that may be held at once, at least 1
     */
    AllPairsRoc(Embeddings samples, int threads, int room) {
        this.pairs = new PairScan(samples, threads);
        this.threads = threads;
        this.room = room;
        this.sameIsRarer = pairs.count(true) <= pairs.count(false);
    }

    /** Walks along the curve over all pairs. */
    void walk(RocPoints roc) {
        long rarer = pairs.count(sameIsRarer);
        if (rarer <= room) {
            walk(roc, 0, Double.POSITIVE_INFINITY, (int) rarer);
        } else {
            refine(roc, 0, BITS);
        }
    }

    /** Walks over the pairs whose distance bits, without the lowest {@code freeBits}, equal the prefix. */
    private void refine(RocPoints roc, long prefix, int freeBits) {
        int digitBits = Math.min(DIGIT_BITS, freeBits);
        int shift = freeBits - digitBits;
        int[] counts = histogram(prefix, freeBits, digitBits);
        for (int digit = 0; digit < counts.length; ) {
            int first = digit;
            int count = 0;
            while (digit < counts.length && (long) count + counts[digit] <= room) {
                count += counts[digit++];
            }
            if (digit > first) {
                long base = prefix << freeBits;
                walk(
                        roc,
                        distance(base + ((long) first << shift)),
                        distance(base + ((long) digit << shift) - 1),
                        count);
            } else if (shift == 0) {
                double only = distance((prefix << freeBits) + digit);
                add(roc, counts[digit++], count(only));
            } else {
                refine(roc, (prefix << digitBits) + digit++, shift);
            }
        }
    }

    /** Bits above those of infinity represent no number, so they are limited to infinity. */
    private static double distance(long bits) {
        return Double.longBitsToDouble(Math.min(bits, Double.doubleToRawLongBits(Double.POSITIVE_INFINITY)));
    }

    /**
     * Walks over the pairs with squared distances from low to high, both included. {@code rarer} of them are of the
     * rarer kind.
     */
    private void walk(RocPoints roc, double low, double high, int rarer) {
        double[] values = new double[rarer];
        AtomicInteger found = new AtomicInteger();
        pairs.scan(sameIsRarer, () -> new Collector(low, high, values, found)).forEach(Collector::flush);
        if (threads == 1) {
            Arrays.sort(values);
        } else {
            Arrays.parallelSort(values);
        }
        SortedCounts counts = new SortedCounts(values);
        pairs.scan(!sameIsRarer, () -> (row, squared, from, to) -> {
            for (int j = from; j < to; j++) {
                if (squared[j] >= low && squared[j] <= high) {
                    counts.add(squared[j]);
                }
            }
        });
        counts.walk((ofRarer, ofOther) -> add(roc, ofRarer, ofOther));
    }

    private void add(RocPoints roc, long rarer, long other) {
        roc.add(sameIsRarer ? rarer : other, sameIsRarer ? other : rarer);
    }

    /** Counts the pairs of the more frequent kind at one distance. */
    private long count(double only) {
        AtomicInteger count = new AtomicInteger();
        pairs.scan(!sameIsRarer, () -> (row, squared, from, to) -> {
            int equal = 0;
            for (int j = from; j < to; j++) {
                equal += squared[j] == only ? 1 : 0;
            }
            count.addAndGet(equal);
        });
        return count.get();
    }

    /** Counts the pairs of the rarer kind that have a prefix, by their next bits. */
    private int[] histogram(long prefix, int freeBits, int digitBits) {
        List<Histogram> parts = pairs.scan(sameIsRarer, () -> new Histogram(prefix, freeBits, digitBits));
        int[] counts = new int[1 << digitBits];
        for (Histogram part : parts) {
            Arrays.setAll(counts, digit -> counts[digit] + part.counts[digit]);
        }
        return counts;
    }

    private static final class Histogram implements PairScan.Sink {
        private final long prefix;
        private final int freeBits;
        private final int shift;
        private final int[] counts;

        Histogram(long prefix, int freeBits, int digitBits) {
            this.prefix = prefix;
            this.freeBits = freeBits;
            this.shift = freeBits - digitBits;
            this.counts = new int[1 << digitBits];
        }

        @Override
        public void see(int row, double[] squared, int from, int to) {
            for (int j = from; j < to; j++) {
                long bits = Double.doubleToRawLongBits(squared[j]);
                // A shift by 63 turns a number that is not negative into 0, which is also the first prefix.
                if (bits >>> freeBits == prefix) {
                    counts[(int) (bits >>> shift) & counts.length - 1]++;
                }
            }
        }
    }

    /** Collects the distances in a range, in batches. */
    private static final class Collector implements PairScan.Sink {
        private static final int BUFFER = 4096;

        private final double low;
        private final double high;
        private final double[] values;
        private final AtomicInteger found;
        private final double[] buffer = new double[BUFFER];
        private int buffered;

        Collector(double low, double high, double[] values, AtomicInteger found) {
            this.low = low;
            this.high = high;
            this.values = values;
            this.found = found;
        }

        @Override
        public void see(int row, double[] squared, int from, int to) {
            for (int j = from; j < to; j++) {
                if (squared[j] >= low && squared[j] <= high) {
                    buffer[buffered++] = squared[j];
                    if (buffered == BUFFER) {
                        flush();
                    }
                }
            }
        }

        void flush() {
            System.arraycopy(buffer, 0, values, found.getAndAdd(buffered), buffered);
            buffered = 0;
        }
    }
}
