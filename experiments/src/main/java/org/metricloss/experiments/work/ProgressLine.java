package org.metricloss.experiments.work;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/**
 * The progress of a whole run in one line on the terminal: which item runs, the share that is done, how many items failed, the
 * last loss and the time that is left.
 */
public final class ProgressLine implements RunProgress {
    private static final int UPDATE_MILLIS = 500;
    private static final int BAR = 24;
    private static final int LONGEST_NAME = 40;

    private final Supplier<List<String>> planned;
    private final Function<String, OptionalLong> steps;
    private final LongSupplier nanos;
    private final Map<String, Long> running = new LinkedHashMap<>();
    private Optional<List<String>> items = Optional.empty();
    private Optional<PlannedWork> total = Optional.empty();
    private Optional<ProgressBar> bar = Optional.empty();
    private String shown = "";
    private double loss = Double.NaN;
    private long done;
    private int begun;
    private int ended;
    private int failed;

    /**
     * @param planned the items that will run; evaluated once, before the first one starts
     * @param steps the most steps of an item; empty if only a time limit ends it
     * @param nanos a clock
     */
    ProgressLine(Supplier<List<String>> planned, Function<String, OptionalLong> steps, LongSupplier nanos) {
        this.planned = planned;
        this.steps = steps;
        this.nanos = nanos;
    }

    /**
     * {@return progress on the terminal; {@link RunProgress#QUIET} if there is no terminal}
     *
     * @param planned the items that will run; evaluated once, before the first one starts
     * @param plan tells their steps
     */
    public static RunProgress onTerminal(Supplier<List<String>> planned, WorkPlan plan) {
        return isOnTerminal() ? new ProgressLine(planned, plan::steps, System::nanoTime) : QUIET;
    }

    /** {@return whether a user at a terminal sees what is printed} */
    public static boolean isOnTerminal() {
        return System.console() != null;
    }

    @Override
    public synchronized void planned() {
        if (items.isEmpty()) {
            items = Optional.of(List.copyOf(planned.get()));
        }
    }

    @Override
    public synchronized void started(String id) {
        planned();
        if (total.isEmpty()) {
            total = Optional.of(new PlannedWork(items.orElseThrow(), steps, nanos.getAsLong()));
        }
        begun++;
        running.put(id, 0L);
        shown = id;
        if (bar.isEmpty()) {
            bar = Optional.of(new ProgressBarBuilder()
                    .setRenderer((state, width) -> text(width))
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .build());
        }
    }

    /** Steps that an earlier attempt has taken are not counted again. */
    @Override
    public synchronized void steps(String id, long taken, double lastLoss) {
        if (total.filter(PlannedWork::bySteps).isPresent()) {
            done += Math.max(0, taken - running.get(id));
            running.merge(id, taken, Math::max);
        }
        shown = id;
        loss = lastLoss;
    }

    @Override
    public synchronized void failed(String id) {
        failed++;
    }

    /** An item that ends before its last step counts as a whole. */
    @Override
    public synchronized void ended(String id) {
        done += total.orElseThrow().of(id) - running.remove(id);
        loss = Double.NaN;
        ended++;
        running.keySet().stream().findFirst().ifPresent(other -> shown = other);
    }

    /** Leaves the line as it is; the next item begins a new one. */
    @Override
    public void pause() {
        // The bar's thread renders a last time, which needs this object's lock.
        Optional<ProgressBar> last = takeBar();
        last.ifPresent(ProgressBar::close);
    }

    private synchronized Optional<ProgressBar> takeBar() {
        Optional<ProgressBar> last = bar;
        bar = Optional.empty();
        return last;
    }

    /** {@return the line, at most as wide as the terminal} */
    synchronized String text(int width) {
        PlannedWork whole = total.orElseThrow();
        double share = whole.share(done);
        int filled = (int) (share * BAR);
        String name = running.size() > 1
                ? running.size() + " at a time"
                : shown.length() <= LONGEST_NAME ? shown : shown.substring(0, LONGEST_NAME - 3) + "...";
        String line = String.format(
                Locale.ROOT,
                "%d of %d: %s [%s%s] %.0f%%%s%s%s",
                Math.max(1, begun),
                whole.items(),
                name,
                "=".repeat(filled),
                " ".repeat(BAR - filled),
                Math.floor(100 * share),
                failed == 0 ? "" : ", " + failed + " failed",
                Double.isNaN(loss) ? "" : String.format(Locale.ROOT, ", loss %.4f", loss),
                left(whole));
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }

    private String left(PlannedWork whole) {
        if (ended == whole.items() || done == 0) {
            return "";
        }
        return ", " + whole.left(done, nanos.getAsLong());
    }
}
