package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.table.ReportTable;

/** The cost of measuring itself. */
record MeasuringSection(CostSummary study) implements ReportSection {
    private static final List<String> HEADER =
            List.of("engine", "points", "clock ns, median", "clock ns, largest", "empty step us, median", "largest");
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e6;

    @Override
    public void write(ReportWriter out) {
        List<List<String>> rows = new ArrayList<>();
        List<PointSummary> measured = study.points().stream()
                .filter(point -> !point.phases().isEmpty())
                .toList();
        measured.stream().map(point -> point.setup().engine()).distinct().forEach(engine -> {
            List<PointSummary> points = measured.stream()
                    .filter(point -> point.setup().engine().equals(engine))
                    .toList();
            double[] clock = points.stream()
                    .mapToDouble(PointSummary::clockSeconds)
                    .sorted()
                    .toArray();
            double[] empty = points.stream()
                    .mapToDouble(PointSummary::emptyStepSeconds)
                    .sorted()
                    .toArray();
            rows.add(List.of(
                    engine,
                    Integer.toString(points.size()),
                    shown(clock[clock.length / 2] * NANOS),
                    shown(clock[clock.length - 1] * NANOS),
                    shown(empty[empty.length / 2] * MICROS),
                    shown(empty[empty.length - 1] * MICROS)));
        });
        out.heading(2, "Measuring");
        out.explanation(
                "Each point is measured in a process of its own, one at a time, round by round in a random order.",
                "Times are medians of the rounds' medians over repeats after warm-up, on the monotonic clock; intervals are 95%"
                        + " intervals of the mean over rounds, on the log scale. The cost of the measuring itself is measured in"
                        + " each process: reading the clock twice, and"
                        + " the engine's step for a trivial loss on one sample, which is part of every time of a loss.");
        out.table(ReportTable.of(HEADER, rows, HEADER.size() - 1));
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
