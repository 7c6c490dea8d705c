package org.metricloss.experiments.training;

import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * The seconds of some work that was repeated once it was warm. The first runs load code, allocate memory and are interpreted by
 * Java; they can take a hundred times as long. A loaded machine makes single runs slow, which the median ignores.
 *
 * @param least the 10th percentile of the seconds
 * @param median the median of the seconds
 * @param most the 90th percentile of the seconds
 * @param runs how many runs were timed
 */
record RepeatedTiming(double least, double median, double most, int runs) {
    private static final int FEWEST_WARM_UPS = 3;
    private static final double WARM_UP_SECONDS = 0.7;
    private static final int FEWEST_RUNS = 5;
    private static final double TIMED_SECONDS = 0.4;
    private static final int MOST_RUNS = 1000;

    /** {@return the timing of some work by the system's clock} */
    static RepeatedTiming of(Runnable work) {
        return of(work, System::nanoTime);
    }

    /**
     * Repeats some work until it is warm, then times each of several runs.
     *
     * @param work the work
     * @param nanos a clock
     */
    static RepeatedTiming of(Runnable work, LongSupplier nanos) {
        run(work, nanos, FEWEST_WARM_UPS, WARM_UP_SECONDS);
        double[] seconds = run(work, nanos, FEWEST_RUNS, TIMED_SECONDS);
        Arrays.sort(seconds);
        int tenth = seconds.length / 10;
        return new RepeatedTiming(
                seconds[tenth], seconds[seconds.length / 2], seconds[seconds.length - 1 - tenth], seconds.length);
    }

    private static double[] run(Runnable work, LongSupplier nanos, int fewest, double enough) {
        double[] seconds = new double[MOST_RUNS];
        double total = 0;
        int runs = 0;
        while (runs < MOST_RUNS && (runs < fewest || total < enough)) {
            long start = nanos.getAsLong();
            work.run();
            seconds[runs] = (nanos.getAsLong() - start) * 1e-9;
            total += seconds[runs++];
        }
        return Arrays.copyOf(seconds, runs);
    }
}
