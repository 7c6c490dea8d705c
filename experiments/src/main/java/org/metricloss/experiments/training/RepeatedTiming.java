package org.metricloss.experiments.training;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The seconds of some work that was repeated once it was warm. The first runs load code, allocate memory and are
 * interpreted by Java; they can take a hundred times as long. On a loaded machine, many repetitions take as long as
 * their number times the mean, in which the runs that had to wait for a processor count.
 *
 * @param fast the mean of the faster half of the runs
 * @param mean the mean of all runs
 * @param slow the mean of the slower half of the runs
 * @param runs how many runs were timed
 */
record RepeatedTiming(double fast, double mean, double slow, int runs) {
    private static final int FEWEST_WARM_UPS = 3;
    /**
     * Java compiles code once it has run often and used processor time. On a loaded machine the wall time tells
     * neither, and the processor time alone may have been spent on waiting for other threads.
     */
    private static final int WARM_UPS = 40;

    private static final double WARM_UP_CPU_SECONDS = 1.2;
    private static final double LONGEST_WARM_UP_SECONDS = 15;

    private static final int FEWEST_RUNS = 6;
    private static final int RUNS = 20;
    private static final double TIMED_SECONDS = 0.6;
    private static final double LONGEST_TIMED_SECONDS = 8;
    private static final int MOST_RUNS = 1000;

    /** {@return the timing of some work by the system's clocks} */
    static RepeatedTiming of(Runnable work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return of(work, System::nanoTime, system::getProcessCpuTime);
    }

    /**
     * Repeats some work until it is warm, then times each of several runs.
     *
     * @param work the work
     * @param nanos a clock
     * @param cpuNanos the processor time of this process
     */
    static RepeatedTiming of(Runnable work, LongSupplier nanos, LongSupplier cpuNanos) {
        warmUp(work, nanos, cpuNanos);
        double[] seconds = new double[MOST_RUNS];
        double total = 0;
        int runs = 0;
        while (runs < FEWEST_RUNS
                || runs < MOST_RUNS && total < LONGEST_TIMED_SECONDS && (runs < RUNS || total < TIMED_SECONDS)) {
            long start = nanos.getAsLong();
            work.run();
            seconds[runs] = (nanos.getAsLong() - start) * 1e-9;
            total += seconds[runs++];
        }
        Arrays.sort(seconds, 0, runs);
        int half = runs / 2;
        return new RepeatedTiming(
                mean(seconds, 0, half), mean(seconds, 0, runs), mean(seconds, runs - half, runs), runs);
    }

    private static void warmUp(Runnable work, LongSupplier nanos, LongSupplier cpuNanos) {
        long start = nanos.getAsLong();
        long startCpu = cpuNanos.getAsLong();
        for (int run = 0; run < FEWEST_WARM_UPS || isCold(run, start, startCpu, nanos, cpuNanos); run++) {
            work.run();
        }
    }

    private static boolean isCold(int runs, long start, long startCpu, LongSupplier nanos, LongSupplier cpuNanos) {
        boolean often = runs >= WARM_UPS && (cpuNanos.getAsLong() - startCpu) * 1e-9 >= WARM_UP_CPU_SECONDS;
        return !often && (nanos.getAsLong() - start) * 1e-9 < LONGEST_WARM_UP_SECONDS;
    }

    private static double mean(double[] seconds, int from, int to) {
        return Arrays.stream(seconds, from, to).average().orElseThrow();
    }
}
