package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.metricloss.results.table.Columns;
import org.metricloss.results.text.ConsoleText;
import org.metricloss.results.text.NumberText;

/** A cost study for a terminal, in ASCII: the smallest and largest measured size of each series, and its growth. */
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
        StringBuilder text = new StringBuilder();
        text.append(columns(study, bySeries).console(List.copyOf(bySeries.keySet())))
                .append('\n');
        text.append(ConsoleText.wrapped(
                "Times of value, derivatives and next state at the smallest and largest size; of listed tuples of a training"
                        + " step on a sample of them. All tuples: predicted, the network included."));
        study.unfinished().stream()
                .findFirst()
                .ifPresent(first -> text.append(ConsoleText.cut(
                                "Without a result, the first: " + first.id() + " "
                                        + first.status().words() + ": "
                                        + first.reason().orElseThrow(),
                                ConsoleText.WIDTH))
                        .append('\n'));
        text.append(ConsoleText.wrapped(CostAnswerSection.status(study)));
        text.append(ConsoleText.wrapped(ascii(CostAnswer.of(study).sentence())));
        return text.toString();
    }

    private static Columns<Series> columns(CostSummary study, Map<Series, List<PointSummary>> bySeries) {
        Function<Series, List<PointSummary>> measured = series -> bySeries.get(series).stream()
                .filter(point -> !point.phases().isEmpty())
                .toList();
        return new Columns<Series>("cost")
                .console("loss", series -> ConsoleText.printable(series.label()))
                .console("engine", Series::engine)
                .console("d", series -> Integer.toString(series.dimension()))
                .console("fixed", Series::fixedInWords)
                .console(
                        "n",
                        series -> range(
                                measured.apply(series),
                                point -> Integer.toString(point.setup().samples())))
                .console("time", series -> range(measured.apply(series), point -> seconds(point, PhaseCost.TOTAL)))
                .console(
                        "all tuples", series -> range(measured.apply(series), point -> seconds(point, PhaseCost.EPOCH)))
                .console("growth of time", series -> growth(study, series));
    }

    private static String range(List<PointSummary> points, Function<PointSummary, String> cell) {
        if (points.isEmpty()) {
            return "-";
        }
        String first = cell.apply(points.get(0));
        String last = cell.apply(points.get(points.size() - 1));
        return first.equals(last) ? first : first + " .. " + last;
    }

    private static String seconds(PointSummary point, String phase) {
        return point.phase(phase)
                .map(cost -> ascii(NumberText.seconds(cost.medianSeconds())))
                .orElse("-");
    }

    /** The console has no sign for micro. */
    private static String ascii(String text) {
        return text.replace("\u00b5s", "us");
    }

    private static String growth(CostSummary study, Series series) {
        boolean listed = series.algorithm().equals("explicit");
        return study.growths().stream()
                .filter(growth -> growth.series().equals(series)
                        && growth.quantity().equals(listed ? PhaseCost.EPOCH : PhaseCost.TOTAL))
                .flatMap(growth -> growth.power().stream())
                .map(power -> power + (listed ? "*" : ""))
                .findFirst()
                .orElse("-");
    }
}
