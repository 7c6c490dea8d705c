package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.text.ConsoleTable;
import org.metricloss.results.text.ConsoleText;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.run.TrialCounts;

/**
 * The summary of a run for a terminal: an aligned table of at most {@link ConsoleText#WIDTH} columns, and at most
 * {@value #MOST_LINES} lines beside it that end with the answer, with which the report begins. Measures that do not fit
 * are left out, but never the primary one. Long names are cut. Apart from names the text is ASCII, and control
 * characters in names become question marks.
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

    private static final int MOST_LINES = 6;

    private ConsoleSummary() {}

    /**
     * {@return the lines, each ended by a line feed}
     *
     * @param summary the results of one or several runs
     */
    public static String of(RunSummary summary) {
        RecordedRuns run = summary.recorded();
        List<String> lines = new ArrayList<>();
        if (!run.notComparable().isEmpty()) {
            lines.add(ConsoleText.cut(
                    "Not comparable: " + String.join("; ", run.notComparable()) + ".", ConsoleText.WIDTH));
        }
        run.failures().stream().findFirst().ifPresent(first -> lines.add(failures(run, first)));
        ConsoleText.wrapped(TrialCounts.of(run).words()).lines().forEach(lines::add);
        ObjectiveSummary.timeNote(run.objectives()).map(ConsoleSummary::marked).ifPresent(lines::add);
        Answer.equivalence(summary)
                .forEach(sentence -> ConsoleText.wrapped(sentence).lines().forEach(lines::add));
        List<String> answer = ConsoleText.wrapped(Answer.of(summary)).lines().toList();
        lines.subList(Math.max(0, Math.min(lines.size(), MOST_LINES - answer.size())), lines.size())
                .clear();
        lines.addAll(answer);
        return table(run) + "\n" + String.join("\n", lines) + "\n";
    }

    /** The table of the terminal marks times by a star alone. */
    private static String marked(String note) {
        return note.replace("(*)", "*");
    }

    private static String failures(RecordedRuns run, TrialRecord first) {
        int failed = run.failures().size();
        String reason = first.status().words() + ": " + first.reason().orElse("no reason given");
        return ConsoleText.cut(
                (failed == 1 ? "Failed: " : failed + " failed, the first: ") + first.id() + " " + reason,
                ConsoleText.WIDTH);
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
}
