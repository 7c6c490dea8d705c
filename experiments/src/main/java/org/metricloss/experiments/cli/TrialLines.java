package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.TimeLeft;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * Runs trials with another executor and prints one line for each trial that has ended. It serves logs, which show no
 * progress.
 */
final class TrialLines implements TrialExecutor {
    private final TrialExecutor executor;
    private final Study study;
    private final RunFolder folder;
    private final IntSupplier planned;
    private final PrintWriter out;
    private long startNanos;
    private int trials;
    private int ended;

    /**
     * @param executor runs the trials
     * @param study the study of the trials
     * @param folder the run folder for records
     * @param planned the total number of trials to run; evaluated when the first trial starts
     * @param out receives the lines
     */
    TrialLines(TrialExecutor executor, Study study, RunFolder folder, IntSupplier planned, PrintWriter out) {
        this.executor = executor;
        this.study = study;
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

    @Override
    public void close() {
        executor.close();
    }

    private synchronized void tell(String id) {
        ended++;
        out.println("%s/%s %s: %s%s".formatted(ended, trials, id, outcome(id), left()));
        out.flush();
    }

    private String outcome(String id) {
        ItemRecord record = study.record(folder, id)
                .orElseThrow(() ->
                        new ResultsException("the record of %s in %s no longer exists".formatted(id, folder.path())));
        return String.format(
                Locale.ROOT,
                "%s in %.1f s%s",
                record.status().words(),
                record.wallSeconds(),
                record.reason().map(why -> " (" + why + ")").orElse(""));
    }

    /**
     * Returns the estimated remaining time, which assumes that the remaining trials take as long as the previous ones.
     */
    private String left() {
        if (ended >= trials) {
            return "";
        }
        double seconds = (System.nanoTime() - startNanos) * 1e-9 / ended * (trials - ended);
        return "; " + TimeLeft.words(seconds);
    }
}
