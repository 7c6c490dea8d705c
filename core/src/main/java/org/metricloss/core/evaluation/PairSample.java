package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.random.RandomStream;

/**
 * Draws pairs with a seed and with repetition, uniformly from all pairs of one class or from all pairs of two classes.
 */
final class PairSample {
    /** The number of pairs that are drawn from one random stream. */
    private static final int BLOCK = 1 << 14;

    private final Embeddings samples;
    private final int threads;
    private final long seed;
    /** The samples, ordered by class. */
    private final int[] byClass;
    /** The start of each class in {@link #byClass}, with one more entry than classes. */
    private final int[] starts;

    PairSample(Embeddings samples, long seed, int threads) {
        this.samples = samples;
        this.seed = seed;
        this.threads = threads;
        this.byClass = IntStream.range(0, samples.rows())
                .boxed()
                .sorted((a, b) -> Integer.compare(samples.label(a), samples.label(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] classes = samples.classes();
        this.starts = new int[classes.length + 1];
        for (int label : samples.labels()) {
            starts[Arrays.binarySearch(classes, label) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
    }

    /** {@return the number of unordered pairs of one class} */
    long samePairs() {
        return IntStream.range(0, classes())
                        .mapToLong(c -> ordered(c, size(c) - 1))
                        .sum()
                / 2;
    }

    /** {@return the number of unordered pairs of two classes} */
    long differentPairs() {
        return IntStream.range(0, classes())
                        .mapToLong(c -> ordered(c, byClass.length - size(c)))
                        .sum()
                / 2;
    }

    /** {@return the squared distances of {@code draws} pairs of one class; at least one such pair must exist} */
    double[] same(int draws) {
        return draw(draws, "verification-same", cumulated(true), (c, random) -> {
            int first = random.nextInt(size(c));
            int second = random.nextInt(size(c) - 1);
            return new int[] {starts[c] + first, starts[c] + (second < first ? second : second + 1)};
        });
    }

    /** {@return the squared distances of {@code draws} pairs of two classes; at least one such pair must exist} */
    double[] different(int draws) {
        return draw(draws, "verification-different", cumulated(false), (c, random) -> {
            int second = random.nextInt(byClass.length - size(c));
            return new int[] {starts[c] + random.nextInt(size(c)), second < starts[c] ? second : second + size(c)};
        });
    }

    /** {@return the squared distances of all pairs of one class} */
    double[] allSame() {
        double[] squared = new double[Math.toIntExact(samePairs())];
        int found = 0;
        for (int c = 0; c < classes(); c++) {
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                for (int j = i + 1; j < starts[c + 1]; j++) {
                    squared[found++] = samples.squaredDistance(byClass[i], samples, byClass[j]);
                }
            }
        }
        return squared;
    }

    /** {@return the squared distances of all pairs of two classes} */
    double[] allDifferent() {
        double[] squared = new double[Math.toIntExact(differentPairs())];
        int found = 0;
        for (int c = 0; c < classes(); c++) {
            for (int i = starts[c]; i < starts[c + 1]; i++) {
                for (int j = starts[c + 1]; j < byClass.length; j++) {
                    squared[found++] = samples.squaredDistance(byClass[i], samples, byClass[j]);
                }
            }
        }
        return squared;
    }

    /** Draws two places in {@link #byClass}, of which the first is of a given class. */
    private interface PairDraw {
        int[] of(int firstClass, RandomStream random);
    }

    private double[] draw(int draws, String purpose, long[] cumulated, PairDraw pair) {
        double[] squared = new double[draws];
        Parallel.blocks(threads, draws, BLOCK, () -> (from, to) -> {
            RandomStream random = RandomStream.of(seed, purpose, 0, from / BLOCK);
            for (int i = from; i < to; i++) {
                int[] drawn = pair.of(drawClass(cumulated, random), random);
                squared[i] = samples.squaredDistance(byClass[drawn[0]], samples, byClass[drawn[1]]);
            }
        });
        return squared;
    }

    /** {@return for each class, the number of ordered pairs whose first sample is of this class or an earlier one} */
    private long[] cumulated(boolean same) {
        long[] pairs = new long[classes()];
        Arrays.setAll(pairs, c -> ordered(c, same ? size(c) - 1 : byClass.length - size(c)));
        Arrays.parallelPrefix(pairs, Long::sum);
        return pairs;
    }

    private static int drawClass(long[] cumulated, RandomStream random) {
        long place = (long) (random.nextDouble() * cumulated[cumulated.length - 1]);
        int found = Arrays.binarySearch(cumulated, place + 1);
        int c = found >= 0 ? found : -found - 1;
        // The search may find any of several equal entries; only the first of them is a class with pairs.
        while (c > 0 && cumulated[c - 1] == cumulated[c]) {
            c--;
        }
        return c;
    }

    private long ordered(int firstClass, int partners) {
        return (long) size(firstClass) * partners;
    }

    private int size(int c) {
        return starts[c + 1] - starts[c];
    }

    private int classes() {
        return starts.length - 1;
    }
}
