package org.metricloss.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.metricloss.core.host.Parallel;

/**
 * Computes the squared distances of all unordered pairs of one class, or of all of two classes, as often as asked and without
 * holding them.
 */
final class PairScan {
    /** The number of queries whose distances one thread holds at once. */
    private static final int BLOCK = 16;

    /**
     * The samples, ordered by class. A sample forms same pairs with the later samples of its class, and different pairs
     * with all samples of later classes.
     */
    private final Embeddings samples;
    /** The end of each sample's class: one past its last row. */
    private final int[] classEnds;

    private final SquaredDistances squaredDistances;
    private final int threads;

    /** Processes the pairs that one thread computes. */
    interface Sink {
        /**
         * Processes the pairs of a row with other rows.
         *
         * @param row the row among the samples ordered by class
         * @param squared the squared distances from it, by row; undefined outside of the range
         * @param from the first other row
         * @param to one past the last
         */
        void see(int row, double[] squared, int from, int to);
    }

    /**
     * @param samples the samples in the space where distances are Euclidean
     * @param threads the number of threads
     */
    PairScan(Embeddings samples, int threads) {
        this.samples = samples.classByClass();
        this.classEnds = classEnds(this.samples);
        this.squaredDistances = new SquaredDistances(this.samples);
        this.threads = threads;
    }

    private static int[] classEnds(Embeddings samples) {
        int[] ends = new int[samples.rows()];
        for (int row = ends.length - 1; row >= 0; row--) {
            boolean isLast = row == ends.length - 1 || samples.label(row) != samples.label(row + 1);
            ends[row] = isLast ? row + 1 : ends[row + 1];
        }
        return ends;
    }

    /** {@return the samples ordered by class, whose rows the sinks see} */
    Embeddings samples() {
        return samples;
    }

    /** {@return the number of pairs of one class, or of two} */
    long count(boolean same) {
        long pairs = 0;
        for (int row = 0; row < classEnds.length; row++) {
            pairs += same ? classEnds[row] - row - 1 : classEnds.length - classEnds[row];
        }
        return pairs;
    }

    /** Passes all pairs of one kind to the sinks, one per thread, and returns the sinks. */
    <S extends Sink> List<S> scan(boolean same, Supplier<S> sinkOfThread) {
        int n = samples.rows();
        List<S> sinks = Collections.synchronizedList(new ArrayList<>());
        Parallel.blocks(threads, n, BLOCK, () -> {
            double[][] squared = new double[Math.min(BLOCK, n)][n];
            S sink = sinkOfThread.get();
            sinks.add(sink);
            return (from, to) -> {
                int first = same ? from : classEnds[from];
                int end = same ? classEnds[to - 1] : n;
                squaredDistances.of(samples, from, to, first, end, squared);
                for (int i = from; i < to; i++) {
                    sink.see(i, squared[i - from], same ? i + 1 : classEnds[i], same ? classEnds[i] : n);
                }
            };
        });
        return sinks;
    }
}
