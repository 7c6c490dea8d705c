package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.record.Study;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Runs trials as another does, and prints one line for each that has ended: for logs, where no terminal shows a run's progress. */
final class TrialLines implements TrialExecutor {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MINUTES_PER_HOUR = 60;
    /** More of a unit than this are told in the next one. */
    private static final double MOST = 99.5;

    private final TrialExecutor executor;
    private final RunFolder folder;
    private final IntSupplier planned;
    private final PrintWriter out;
    private long startNanos;
    private int trials;
    private int ended;

    /**
     * @param executor who runs them
     * @param folder where they are recorded
     * @param planned how many are to be run in all; asked when the first begin
     * @param out where the lines go
     */
    TrialLines(TrialExecutor executor, RunFolder folder, IntSupplier planned, PrintWriter out) {
        this.executor = executor;
        this.folder = folder;
        this.planned = planned;
        this.out = out;
    }

    @Override
    public void run(List<String> ids, Consumer<String> recorded) {
        if (trials == 0) {
            trials = planned.getAsInt();
            startNanos = System.nanoTime();
        }
        executor.run(ids, id -> {
            tell(id);
            recorded.accept(id);
        });
    }

    private synchronized void tell(String id) {
        ended++;
        out.println("%s/%s %s: %s%s".formatted(ended, trials, id, outcome(id), left()));
        out.flush();
    }

    private String outcome(String id) {
        if (folder.manifest().study() == Study.COST) {
            return folder.record(PointRecord.class, id)
                    .map(point -> outcome(point.status(), point.reason(), point.wallSeconds()))
                    .orElseThrow();
        }
        return folder.record(TrialRecord.class, id)
                .map(trial ->
                        outcome(trial.status(), trial.reason(), trial.cost().wallSeconds()))
                .orElseThrow();
    }

    private static String outcome(TrialStatus status, Optional<String> reason, double seconds) {
        return String.format(
                Locale.ROOT,
                "%s in %.1f s%s",
                status.words(),
                seconds,
                reason.map(why -> " (" + why + ")").orElse(""));
    }

    /** As if the others took as long as those before. */
    private String left() {
        if (ended >= trials) {
            return "";
        }
        double seconds = (System.nanoTime() - startNanos) * 1e-9 / ended * (trials - ended);
        double minutes = seconds / SECONDS_PER_MINUTE;
        return seconds < MOST
                ? String.format(Locale.ROOT, "; about %.0f s left", seconds)
                : minutes < MOST
                        ? String.format(Locale.ROOT, "; about %.0f min left", minutes)
                        : String.format(Locale.ROOT, "; about %.1f h left", minutes / MINUTES_PER_HOUR);
    }
}
