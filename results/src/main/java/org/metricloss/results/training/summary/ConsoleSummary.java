package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.pareto.ParetoPoint;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.target.TimeToTarget;

/**
 * The summary of a run for a terminal: an aligned table of at most {@value #WIDTH} columns and the answer below. Measures
 * that do not fit are left out, the primary one never; long names are cut. Of its own it writes ASCII only, and control
 * characters in names become question marks.
 */
public final class ConsoleSummary {
    /** The most columns of a line. */
    public static final int WIDTH = 110;

    private static final int LONGEST_NAME = 28;
    /** Of several runs names may end with the run's. */
    private static final int LONGEST_NAME_WITH_RUN = 48;

    private static final int LONGEST_ENGINE = 12;
    private static final String GAP = "  ";

    /** Which measures to show while there is room. */
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
     * @param run a run
     */
    public static String of(RunSummary run) {
        int longest = run.runs().size() == 1 ? LONGEST_NAME : LONGEST_NAME_WITH_RUN;
        List<List<String>> columns = new ArrayList<>();
        columns.add(column("objective", run, row -> cut(row.objective(), longest)));
        columns.add(column("engine", run, row -> cut(row.engine(), LONGEST_ENGINE)));
        columns.add(column("seeds", run, row -> Integer.toString(row.finished())));
        columns.add(column("failed", run, row -> Integer.toString(row.failed())));
        columns.add(column("s/trial", run, row -> cost(row, "wallSeconds")));
        columns.add(column("samples/s", run, row -> cost(row, "samplesPerSecond")));
        int place = 4;
        for (String measure : BY_IMPORTANCE) {
            List<String> column = column(measure, run, row -> measure(row, measure));
            if (run.measures().contains(measure) && width(columns, GAP) + GAP.length() + width(column) <= WIDTH) {
                columns.add(place++, column);
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line <= run.objectives().size(); line++) {
            text.append(line(columns, line)).append('\n');
        }
        text.append('\n');
        wrap(printable(Answer.of(run)), text);
        String pareto = ParetoPoint.words(run);
        if (!pareto.isEmpty()) {
            wrap(printable(pareto), text);
        }
        TimeToTarget.of(run).forEach(time -> wrap(printable(target(time)), text));
        wrap(status(run), text);
        run.notComparable().forEach(difference -> wrap(printable("Not comparable: " + difference + "."), text));
        for (TrialRecord failure : run.failures()) {
            wrap(
                    printable(failure.id() + " " + failure.status().words() + ": "
                            + failure.reason().orElse("no reason given")),
                    text);
        }
        return text.toString();
    }

    private static String status(RunSummary run) {
        return "Mean +/- half width of the 95% t interval over seeds. Failed trials: "
                + run.failures().size() + ", not ended: " + run.pending() + ", of "
                + run.planned() + " planned"
                + (run.tuning().isEmpty() ? "" : ", " + run.tuning().size() + " of which tuned the objectives") + ".";
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

    private interface Cell {
        String of(ObjectiveSummary row);
    }

    private static List<String> column(String header, RunSummary run, Cell cell) {
        List<String> column = new ArrayList<>(List.of(header));
        run.objectives().forEach(row -> column.add(cell.of(row)));
        return column;
    }

    private static String measure(ObjectiveSummary row, String measure) {
        return Optional.ofNullable(row.measures().get(measure))
                .map(estimate -> NumberText.measure(estimate, "+/-"))
                .orElse("-");
    }

    private static String cost(ObjectiveSummary row, String name) {
        return Optional.ofNullable(row.costs().get(name))
                .map(MeanEstimate::mean)
                .map(NumberText::cost)
                .map(mean -> row.sideBySide() > 0 ? mean + "*" : mean)
                .orElse("-");
    }

    private static String cut(String name, int longest) {
        String printable = printable(name);
        int length = printable.codePointCount(0, printable.length());
        return length <= longest
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, longest - 2)) + "..";
    }

    public static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Names to the left, numbers to the right. */
    public static String line(List<List<String>> columns, int line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String cell = columns.get(i).get(line);
            String padding = " ".repeat(width(columns.get(i)) - cell.codePointCount(0, cell.length()));
            text.append(i == 0 ? "" : GAP).append(i < 2 ? cell + padding : padding + cell);
        }
        return text.toString().stripTrailing();
    }

    private static int width(List<String> column) {
        return column.stream()
                .mapToInt(cell -> cell.codePointCount(0, cell.length()))
                .max()
                .orElse(0);
    }

    private static int width(List<List<String>> columns, String gap) {
        return columns.stream().mapToInt(ConsoleSummary::width).sum() + gap.length() * (columns.size() - 1);
    }

    /** Breaks between words, and within a word that is longer than a line. */
    public static void wrap(String words, StringBuilder out) {
        int column = 0;
        for (String word : words.split(" ")) {
            int length = word.codePointCount(0, word.length());
            if (column > 0 && column + 1 + length <= WIDTH) {
                out.append(' ');
                column++;
            } else if (column > 0) {
                out.append('\n');
                column = 0;
            }
            for (int c : word.codePoints().toArray()) {
                if (column == WIDTH) {
                    out.append('\n');
                    column = 0;
                }
                out.appendCodePoint(c);
                column++;
            }
        }
        out.append('\n');
    }
}
