package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import org.metricloss.core.evaluation.EvaluationProgress;

/** Prints a line with the progress of an evaluation every few seconds; prints none if the evaluation is shorter. */
final class EvaluationLines implements EvaluationProgress {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private long lastNanos = System.nanoTime();

    EvaluationLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void at(String step, long done, long of) {
        long now = System.nanoTime();
        if (now - lastNanos >= INTERVAL_NANOS) {
            lastNanos = now;
            out.println(step + ": " + 100 * done / of + "%");
            out.flush();
        }
    }
}
