package org.metricloss.results.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.AxisRange;
import org.metricloss.results.text.NumberText;

/** A ranking as the template needs it: places on the axis are percentages of its length. */
final class RankingModel {
    private RankingModel() {}

    static Map<String, Object> of(Ranking ranking) {
        Optional<AxisRange> range = ranking.range();
        List<String> ends = range.map(shown -> ends(ranking.axis(), shown)).orElse(List.of("", ""));
        return Map.of(
                "subject", ranking.subject(),
                "marks", ranking.marks(),
                "axis", ranking.title(),
                "low", ends.get(0),
                "high", ends.get(1),
                "columns", ranking.columns(),
                "reference",
                        range.stream()
                                .flatMap(shown -> ranking.reference().stream()
                                        .mapToObj(value -> percent(ranking.axis(), shown, value)))
                                .toList(),
                "rows",
                        ranking.rows().stream()
                                .map(row -> row(row, ranking.axis(), range))
                                .toList());
    }

    private static Map<String, Object> row(Ranking.Row row, Axis axis, Optional<AxisRange> range) {
        return Map.of(
                "name", row.name(),
                "shown", row.shown(),
                "cells", row.cells(),
                "colour", PageTemplate.variable(row.style()),
                "places",
                        row.place().stream()
                                .map(place -> Map.of(
                                        "at", percent(axis, range.orElseThrow(), place.value()),
                                        "interval",
                                                place.interval().stream()
                                                        .flatMap(ends -> List.of(ends.low(), ends.high()).stream())
                                                        .map(value -> percent(axis, range.orElseThrow(), value))
                                                        .toList(),
                                        "single",
                                                place.single().stream()
                                                        .map(value -> percent(axis, range.orElseThrow(), value))
                                                        .toList()))
                                .toList());
    }

    private static String percent(Axis axis, AxisRange range, double value) {
        boolean log = axis.scale() == Axis.Scale.LOG;
        double share = log
                ? Math.log(value / range.low()) / Math.log(range.high() / range.low())
                : (value - range.low()) / (range.high() - range.low());
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    /** The ends of the axis are not data, so they have three digits, or as many more as distinguish them. */
    private static List<String> ends(Axis axis, AxisRange shown) {
        double low = Math.max(shown.low(), axis.low());
        double high = Math.min(shown.high(), axis.high());
        if (axis.unit().equals("s")) {
            return List.of(NumberText.seconds(low), NumberText.seconds(high));
        }
        int digits = 3;
        while (digits < 15 && number(low, digits).equals(number(high, digits))) {
            digits++;
        }
        return List.of(number(low, digits), number(high, digits));
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "g", value);
    }
}
