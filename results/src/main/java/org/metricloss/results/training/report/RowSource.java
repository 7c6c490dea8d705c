package org.metricloss.results.training.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.RunSummary;

/** Where a row of a table comes from: its trials, by the command that runs them again. */
public final class RowSource {
    private RowSource() {}

    /** Of a row that is made of these trials. */
    public static String of(RunSummary run, Collection<TrialRecord> trials) {
        return trials.isEmpty() ? "Made of no trial." : "To run its trials again:\n" + run.command(trials);
    }

    /** Of a row that sets an objective beside the baseline. */
    public static String ofComparison(RunSummary run, String objective, String engine) {
        List<TrialRecord> trials = Stream.of(objective, run.baseline())
                .flatMap(name -> run.trials(name, engine).stream())
                .toList();
        return of(run, trials);
    }
}
