package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.text.ConsoleTable;
import org.metricloss.results.text.ConsoleText;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.run.TrialCounts;
import org.metricloss.results.training.time.TimeToTarget;

/**
 * The summary of a run for a terminal: an aligned table of at most {@link ConsoleText#WIDTH} columns and the answer
 * below. Measures that do not fit are left out, but never the primary one. Long names are cut. Apart from names the
 * text is ASCII, and control characters in names become question marks.
 */
public final class ConsoleSummary {
    /** The measures to show if there is room, the most important first. */
    private static final List<String> BY_IMPORTANCE = List.of(
            RunMeasures.PRIMARY,
            "classifierAccuracy",
            "foldAccuracy",
            "rocAuc",
            "mapAtR",
            "compactnessToSeparability",
            "nearestCenterAccuracy",
            "knn5Accuracy");

    private ConsoleSummary() {}

    /**
     * {@return the lines, each ended by a line feed}
     *
     * @param summary the results of one or several runs
     */
    public static String of(RunSummary summary) {
        RecordedRuns run = summary.recorded();
        StringBuilder text = new StringBuilder();
        text.append(table(run)).append('\n').append(ConsoleText.wrapped(Answer.of(summary)));
        String pareto = summary.pareto().words();
        if (!pareto.isEmpty()) {
            text.append(ConsoleText.wrapped(pareto));
        }
        summary.timesToTarget().forEach(time -> text.append(ConsoleText.wrapped(target(time))));
        text.append(ConsoleText.wrapped(status(run)));
        run.notComparable()
                .forEach(difference -> text.append(ConsoleText.wrapped("Not comparable: " + difference + ".")));
        for (TrialRecord failure : run.failures()) {
            text.append(ConsoleText.wrapped(failure.id() + " "
                    + failure.status().words() + ": " + failure.reason().orElse("no reason given")));
        }
        return text.toString();
    }

    private static ConsoleTable table(RecordedRuns run) {
        SummaryColumns columns = new SummaryColumns(run);
        List<String> measures = new ArrayList<>();
        for (String measure : BY_IMPORTANCE) {
            if (run.measures().contains(measure)) {
                measures.add(measure);
                if (columns.console(measures).width() > ConsoleText.WIDTH) {
                    measures.remove(measure);
                }
            }
        }
        return columns.console(measures);
    }

    private static String status(RecordedRuns run) {
        return "Measures are means over seeds with [95% interval]; with one or two seeds, their values. "
                + TrialCounts.of(run).words();
    }

    private static String target(TimeToTarget time) {
        double median = time.seconds().median().median();
        return time.objective() + " on " + time.engine() + " reached "
                + time.targetWords() + " with "
                + time.reached() + " of " + time.seeds() + (time.seeds() == 1 ? " seed" : " seeds")
                + (Double.isInfinite(median)
                        ? "."
                        : ", median " + NumberText.cost(median) + (time.sideBySide() > 0 ? "*" : "")
                                + " s of training.");
    }
}
