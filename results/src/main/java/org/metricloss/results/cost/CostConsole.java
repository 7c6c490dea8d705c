package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.summary.ConsoleSummary;

/** A cost study for a terminal: of each series its smallest and largest size that were measured, and how it grows; in ASCII. */
public final class CostConsole {
    private CostConsole() {}

    /**
     * {@return the lines, each ended by a line feed}
     *
     * @param study a cost study
     */
    public static String of(CostSummary study) {
        Map<Series, List<PointSummary>> bySeries = new LinkedHashMap<>();
        study.points()
                .forEach(point -> bySeries.computeIfAbsent(Series.of(point.setup()), unseen -> new ArrayList<>())
                        .add(point));
        List<List<String>> columns = new ArrayList<>();
        for (String header :
                List.of("loss", "engine", "d", "fixed", "n", "seconds", "all tuples s", "growth of time")) {
            columns.add(new ArrayList<>(List.of(header)));
        }
        bySeries.forEach((series, points) -> {
            List<PointSummary> measured =
                    points.stream().filter(point -> !point.phases().isEmpty()).toList();
            List<String> row = List.of(
                    ConsoleSummary.printable(series.label()),
                    series.engine(),
                    Integer.toString(series.dimension()),
                    series.fixedInWords(),
                    range(measured, point -> Integer.toString(point.setup().samples())),
                    range(measured, point -> seconds(point, PhaseCost.TOTAL)),
                    range(measured, point -> seconds(point, PhaseCost.EPOCH)),
                    growth(study, series));
            for (int i = 0; i < row.size(); i++) {
                columns.get(i).add(row.get(i));
            }
        });
        StringBuilder text = new StringBuilder();
        for (int line = 0; line <= bySeries.size(); line++) {
            text.append(ConsoleSummary.line(columns, line)).append('\n');
        }
        text.append('\n');
        ConsoleSummary.wrap(
                "Seconds of value, derivatives and next state at the smallest and largest size; of listed tuples of a training"
                        + " step on a sample of them. All tuples: predicted, the network included.",
                text);
        for (String line : CostAnswerSection.lines(study)) {
            ConsoleSummary.wrap(ConsoleSummary.printable(line), text);
        }
        ConsoleSummary.wrap(CostAnswerSection.status(study), text);
        for (PointRecord record : study.unfinished()) {
            if (record.round() == 1) {
                ConsoleSummary.wrap(
                        ConsoleSummary.printable(
                                record.id() + " " + record.status().words() + ": "
                                        + record.reason().orElseThrow()),
                        text);
            }
        }
        return text.toString();
    }

    private interface Cell {
        String of(PointSummary point);
    }

    private static String range(List<PointSummary> points, Cell cell) {
        if (points.isEmpty()) {
            return "-";
        }
        String first = cell.of(points.get(0));
        String last = cell.of(points.get(points.size() - 1));
        return first.equals(last) ? first : first + " .. " + last;
    }

    private static String seconds(PointSummary point, String phase) {
        return point.phase(phase)
                .map(cost -> NumberText.cost(cost.medianSeconds()))
                .orElse("-");
    }

    private static String growth(CostSummary study, Series series) {
        boolean listed = series.algorithm().equals("explicit");
        return study.growths().stream()
                .filter(growth -> growth.series().equals(series)
                        && growth.quantity().equals(listed ? PhaseCost.EPOCH : PhaseCost.TOTAL))
                .flatMap(growth -> growth.words().stream())
                .map(words -> words.replaceFirst("^time ~ ", "") + (listed ? "*" : ""))
                .findFirst()
                .orElse("-");
    }
}
