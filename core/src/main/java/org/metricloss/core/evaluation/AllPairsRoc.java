package org.metricloss.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The ROC curve over all unordered pairs of n samples, exactly, without holding n^2 distances.
 *
 * <p>Squared distances are at least 0, so their bits as whole numbers are in their order. A pass over all pairs counts
 * how many fall into each of 2^18 ranges of bits. Neighbouring ranges are then collected in groups, as many at a time as
 * there is room for, and sorted, a group by each thread. A single range with too many pairs is divided further by its next
 * bits, until it holds one value, which need not be collected. Each pass computes the distances anew.
 */
final class AllPairsRoc {
    /** Bits of a distance below its sign. */
    private static final int BITS = 63;

    private static final int DIGIT_BITS = 18;

    /** Queries whose distances are held at once by one thread. */
    private static final int BLOCK = 16;

    /** Beyond so many groups at a time, finding a pair's group would cost more than it saves. */
    private static final int MOST_GROUPS = 8;

    private final Embeddings samples;
    private final SquaredDistances squaredDistances;
    private final int threads;
    private final int groupsAtATime;
    private final int roomOfGroup;

    /**
     * @param samples in the space where distances are Euclidean; at most 65,536, so that a count of pairs fits an int
     * @param threads how many threads compute
     * @param room how many pairs may be held at once, at least 8
     */
    AllPairsRoc(Embeddings samples, int threads, int room) {
        this.samples = samples;
        this.squaredDistances = new SquaredDistances(samples);
        this.threads = threads;
        this.groupsAtATime = Math.min(threads, MOST_GROUPS);
        this.roomOfGroup = room / groupsAtATime;
    }

    /** Walks along the curve over all pairs. */
    void walk(RocPoints roc) {
        refine(roc, 0, BITS);
    }

    /** Walks over the pairs whose bits, without the lowest so many, are the prefix. */
    private void refine(RocPoints roc, long prefix, int freeBits) {
        int digitBits = Math.min(DIGIT_BITS, freeBits);
        int shift = freeBits - digitBits;
        Histogram counts = histogram(prefix, freeBits, digitBits);
        List<Group> groups = new ArrayList<>();
        for (int digit = 0; digit < 1 << digitBits; ) {
            Group group = counts.group(digit, roomOfGroup, prefix << freeBits, shift);
            if (group.pairs() > 0) {
                groups.add(group);
            }
            boolean tooFull = group.digits() == 0;
            if (groups.size() == groupsAtATime || tooFull) {
                collect(roc, groups);
                groups.clear();
            }
            if (tooFull && shift == 0) {
                roc.add(counts.same[digit], counts.different[digit]);
            } else if (tooFull) {
                refine(roc, (prefix << digitBits) + digit, shift);
            }
            digit += Math.max(1, group.digits());
        }
        collect(roc, groups);
    }

    private Histogram histogram(long prefix, int freeBits, int digitBits) {
        List<Histogram> parts = scan(() -> new Histogram(prefix, freeBits, digitBits));
        Histogram all = parts.get(0);
        parts.subList(1, parts.size()).forEach(all::add);
        return all;
    }

    /** Collects, sorts and walks over groups, which must be in ascending order. */
    private void collect(RocPoints roc, List<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        scan(() -> new Collector(groups)).forEach(Collector::flush);
        AtomicInteger next = new AtomicInteger();
        Workers.run(Math.min(threads, groups.size()), () -> {
            for (int i = next.getAndIncrement(); i < groups.size(); i = next.getAndIncrement()) {
                groups.get(i).sort();
            }
        });
        groups.forEach(group -> roc.addSorted(group.same, group.different));
    }

    private <S extends PairSink> List<S> scan(Supplier<S> sinkOfThread) {
        int n = samples.rows();
        int[] labels = samples.labels();
        List<S> sinks = Collections.synchronizedList(new ArrayList<>());
        Workers.overBlocks(threads, n, BLOCK, () -> {
            double[][] squared = new double[Math.min(BLOCK, n)][n];
            S sink = sinkOfThread.get();
            sinks.add(sink);
            return (from, to) -> {
                squaredDistances.of(samples, from, to, from, squared);
                for (int i = from; i < to; i++) {
                    for (int j = i + 1; j < n; j++) {
                        sink.see(Double.doubleToRawLongBits(squared[i - from][j]), labels[i] == labels[j]);
                    }
                }
            };
        });
        return sinks;
    }

    /** What a thread does with the pairs that it comes across. */
    private interface PairSink {
        void see(long bits, boolean isSame);
    }

    /** Counts the pairs of a prefix by their next bits. */
    private static final class Histogram implements PairSink {
        private final long prefix;
        private final int freeBits;
        private final int shift;
        private final int[] same;
        private final int[] different;

        Histogram(long prefix, int freeBits, int digitBits) {
            this.prefix = prefix;
            this.freeBits = freeBits;
            this.shift = freeBits - digitBits;
            this.same = new int[1 << digitBits];
            this.different = new int[1 << digitBits];
        }

        @Override
        public void see(long bits, boolean isSame) {
            // A shift by 63 leaves nothing of a number that is not negative, as the first prefix is nothing.
            if (bits >>> freeBits == prefix) {
                (isSame ? same : different)[(int) (bits >>> shift) & same.length - 1]++;
            }
        }

        void add(Histogram other) {
            for (int digit = 0; digit < same.length; digit++) {
                same[digit] += other.same[digit];
                different[digit] += other.different[digit];
            }
        }

        /** @return as many digits from one on as fit the room; none if the first alone is too much */
        Group group(int first, int room, long base, int shift) {
            int sameCount = 0;
            int differentCount = 0;
            int digit = first;
            while (digit < same.length && (long) sameCount + differentCount + same[digit] + different[digit] <= room) {
                sameCount += same[digit];
                differentCount += different[digit];
                digit++;
            }
            long last = base + ((long) digit << shift) - 1;
            return new Group(digit - first, base + ((long) first << shift), last, sameCount, differentCount);
        }
    }

    /** Pairs with bits in a range. */
    private static final class Group {
        private final int digits;
        private final long first;
        private final long last;
        private final double[] same;
        private final double[] different;
        private int sameFound;
        private int differentFound;

        Group(int digits, long first, long last, int sameCount, int differentCount) {
            this.digits = digits;
            this.first = first;
            this.last = last;
            this.same = new double[sameCount];
            this.different = new double[differentCount];
        }

        int digits() {
            return digits;
        }

        int pairs() {
            return same.length + different.length;
        }

        synchronized void addSame(double[] squaredDistances, int count) {
            System.arraycopy(squaredDistances, 0, same, sameFound, count);
            sameFound += count;
        }

        synchronized void addDifferent(double[] squaredDistances, int count) {
            System.arraycopy(squaredDistances, 0, different, differentFound, count);
            differentFound += count;
        }

        void sort() {
            PairedDistances.sorting(same, different);
        }
    }

    /** Hands the pairs of some groups to them, many at a time. */
    private static final class Collector implements PairSink {
        private static final int BUFFER = 4096;

        private final List<Group> groups;
        private final long[] firsts;
        private final long[] lasts;
        private final double[][] same;
        private final int[] sameCounts;
        private final double[][] different;
        private final int[] differentCounts;

        Collector(List<Group> groups) {
            this.groups = groups;
            this.firsts = groups.stream().mapToLong(group -> group.first).toArray();
            this.lasts = groups.stream().mapToLong(group -> group.last).toArray();
            this.same = new double[groups.size()][BUFFER];
            this.sameCounts = new int[groups.size()];
            this.different = new double[groups.size()][BUFFER];
            this.differentCounts = new int[groups.size()];
        }

        @Override
        public void see(long bits, boolean isSame) {
            for (int g = 0; g < same.length; g++) {
                if (bits >= firsts[g] && bits <= lasts[g]) {
                    if (isSame) {
                        same[g][sameCounts[g]++] = Double.longBitsToDouble(bits);
                    } else {
                        different[g][differentCounts[g]++] = Double.longBitsToDouble(bits);
                    }
                    if (sameCounts[g] == BUFFER || differentCounts[g] == BUFFER) {
                        flush(g);
                    }
                    return;
                }
            }
        }

        void flush() {
            for (int g = 0; g < same.length; g++) {
                flush(g);
            }
        }

        private void flush(int g) {
            groups.get(g).addSame(same[g], sameCounts[g]);
            groups.get(g).addDifferent(different[g], differentCounts[g]);
            sameCounts[g] = 0;
            differentCounts[g] = 0;
        }
    }
}
