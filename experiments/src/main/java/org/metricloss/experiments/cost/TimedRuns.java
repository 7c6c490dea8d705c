package org.metricloss.experiments.cost;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.metricloss.results.cost.TimedWork;

/**
 * A piece of work and the time of each of its timed runs. Only the work runs between the two reads of the monotonic
 * clock.
 */
final class TimedRuns {
    private final String name;
    private final int exponent;
    private final Runnable work;
    private final List<Double> seconds = new ArrayList<>();
    private long gcCount;
    private long gcMillis;

    /**
     * @param name the name of the work
     * @param exponent the expected exponent of its time as a power of the size
     * @param work the work
     */
    TimedRuns(String name, int exponent, Runnable work) {
        this.name = name;
        this.exponent = exponent;
        this.work = work;
    }

    /** Runs the work without timing it. */
    void warmUp() {
        work.run();
    }

    /** Runs the work once, and records its time and the garbage collections during it. */
    void time() {
        long countBefore = collections();
        long millisBefore = collectionMillis();
        long start = System.nanoTime();
        work.run();
        long nanos = System.nanoTime() - start;
        gcCount += collections() - countBefore;
        gcMillis += collectionMillis() - millisBefore;
        seconds.add(nanos * 1e-9);
    }

    /** {@return the record; at least one run must have been timed} */
    TimedWork record() {
        return new TimedWork(name, exponent, seconds, gcCount, gcMillis * 1e-3);
    }

    /**
     * Times short work many times.
     *
     * @param work the work
     * @param runs the number of timed runs, which follow the same number of untimed runs
     * @return the median of its times, in seconds
     */
    static double median(Runnable work, int runs) {
        TimedRuns timed = new TimedRuns("median", 0, work);
        for (int i = 0; i < runs; i++) {
            timed.time();
        }
        timed.seconds.clear();
        for (int i = 0; i < runs; i++) {
            timed.time();
        }
        double[] sorted =
                timed.seconds.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}
