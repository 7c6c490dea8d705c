package org.metricloss.experiments.benchmark;

import java.util.Arrays;

/** What the benchmarks share: one timed piece of work, and the median of many. */
final class Timing {
    private Timing() {}

    /** A piece of work. */
    interface Work {
        void run() throws Exception;
    }

    static double micros(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-3;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
