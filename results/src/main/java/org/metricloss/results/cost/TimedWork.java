package org.metricloss.results.cost;

import java.util.List;
import org.metricloss.results.record.Require;

/**
 * One piece of work, timed again and again on the monotonic clock with nothing else between the clock reads.
 *
 * @param name what was timed
 * @param exponent the power of the size that its last phases are expected to grow with, at least 0
 * @param seconds of each repeat in order, at least one, each at least 0
 * @param gcCount garbage collections that began or ended within, at least 0
 * @param gcSeconds their time, as the virtual machine counts it in milliseconds
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
