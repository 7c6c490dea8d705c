package org.metricloss.experiments.work;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What there is to do in a run, for the display of progress. Items count by their steps or, if the steps of an item are not known in
 * advance or it has none, all the same.
 */
public final class PlannedWork {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MINUTES_PER_HOUR = 60;
    /** Larger numbers of a unit are shown in the next unit. */
    private static final double MOST = 99.5;

    private final List<String> items;
    private final Function<String, OptionalLong> steps;
    private final boolean bySteps;
    private final long total;
    private final long startNanos;

    /**
     * @param items the items that will run
     * @param steps the most steps of an item; empty if only a time limit ends it
     * @param startNanos when the first item starts, by {@link System#nanoTime()}
     */
    public PlannedWork(List<String> items, Function<String, OptionalLong> steps, long startNanos) {
        this.items = List.copyOf(items);
        this.steps = steps;
        this.bySteps = items.stream().allMatch(item -> steps.apply(item).orElse(0) > 0);
        this.total = items.stream().mapToLong(this::of).sum();
        this.startNanos = startNanos;
    }

    /** {@return the number of items} */
    public int items() {
        return items.size();
    }

    /** {@return whether items count by their steps} */
    boolean bySteps() {
        return bySteps;
    }

    /**
     * {@return the work of an item: its steps, or 1}
     *
     * @param id one of the items
     */
    public long of(String id) {
        return bySteps ? steps.apply(id).getAsLong() : 1;
    }

    /**
     * {@return the share that is done, between 0 and 1}
     *
     * @param done the work that is done
     */
    double share(long done) {
        return total == 0 ? 1 : (double) done / total;
    }

    /**
     * {@return the remaining time in words, such as "about 40 s left", "about 12 min left" or "about 2.5 h left"; it is assumed that the
     * remaining work is done at the same speed}
     *
     * @param done the work that is done, more than 0
     * @param nanos the time, by the clock of the start
     */
    public String left(long done, long nanos) {
        double share = share(done);
        return words((nanos - startNanos) * 1e-9 * (1 - share) / share);
    }

    private static String words(double seconds) {
        double minutes = seconds / SECONDS_PER_MINUTE;
        return seconds < MOST
                ? String.format(Locale.ROOT, "about %.0f s left", seconds)
                : minutes < MOST
                        ? String.format(Locale.ROOT, "about %.0f min left", minutes)
                        : String.format(Locale.ROOT, "about %.1f h left", minutes / MINUTES_PER_HOUR);
    }
}
