package org.metricloss.results.cost;

import java.util.List;
import org.metricloss.results.record.Require;

/**
 * One piece of work, timed repeatedly on the monotonic clock, with nothing else between the clock reads.
 *
 * @param name the name of the work
 * @param exponent the power of the size that its last phases are expected to grow with, at least 0
 * @param seconds the seconds of each repeat in order, at least one, each at least 0
 * @param gcCount garbage collections that began or ended within the timed intervals, at least 0
 * @param gcSeconds the time of these collections; the virtual machine counts it in whole milliseconds
 */
public record TimedWork(String name, int exponent, List<Double> seconds, long gcCount, double gcSeconds) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public TimedWork {
        Require.text("name", name);
        Require.atLeast(0, "exponent", exponent);
        seconds = Require.list("seconds", seconds);
        Require.atLeast(1, "repeats", seconds.size());
        seconds.forEach(each -> Require.finiteNotNegative("seconds", each));
        Require.atLeast(0, "gcCount", gcCount);
        Require.finiteNotNegative("gcSeconds", gcSeconds);
    }
}
