package org.metricloss.results.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.AxisRange;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.statistics.Interval;

/**
 * Draws horizontal bars as on the page: one line per category under its name, its parts one after another. Bars with a
 * single part get their intervals.
 */
final class BarDrawing {
    private static final int WIDTH = 760;
    private static final int LINE_HEIGHT = 44;
    private static final int FRAME = 80;
    private static final double TOP = 0.1;
    private static final double BOTTOM = -0.3;

    private BarDrawing() {}

    static Sheet of(BarChart figure) {
        int lines = figure.categories().size();
        Sheet sheet = new Sheet(figure.title(), 1, WIDTH, FRAME + LINE_HEIGHT * lines);
        Axes axes = new Axes()
                .range(figure.range(), new AxisRange(-lines + 0.5, 0.5))
                .within(figure.axis())
                .withoutY();
        double[] sums = new double[lines];
        for (BarChart.Part part : figure.parts()) {
            for (int line = 0; line < lines; line++) {
                double from = sums[line];
                Optional<BarChart.Bar> bar = part.bars().get(line);
                sums[line] += bar.map(BarChart.Bar::length).orElse(0.0);
                if (bar.isPresent()) {
                    axes.bar(from, sums[line], -line + BOTTOM, -line + TOP, Axes.colour(part.style()));
                }
            }
            if (figure.parts().size() > 1) {
                sheet.legend(part.name(), Axes.colour(part.style()), Dot.of(Palette.Shape.SQUARE, 9));
            }
        }
        if (figure.showsIntervals()) {
            intervals(figure, axes);
        }
        return sheet.add(axes.names(names(figure)).panel("", figure.axis().label(), ""));
    }

    private static void intervals(BarChart figure, Axes axes) {
        List<Optional<BarChart.Bar>> bars = figure.parts().get(0).bars();
        for (int line = 0; line < bars.size(); line++) {
            double middle = -line + (TOP + BOTTOM) / 2;
            Optional<Interval> interval = bars.get(line).flatMap(BarChart.Bar::interval);
            interval.ifPresent(ends ->
                    axes.line(new double[] {ends.low(), ends.high()}, new double[] {middle, middle}, Color.BLACK));
        }
    }

    /** Returns the categories' names. It marks a category without a value, which would otherwise look like the shortest bar. */
    private static List<LineNames.Named> names(BarChart figure) {
        List<LineNames.Named> names = new ArrayList<>();
        for (int line = 0; line < figure.categories().size(); line++) {
            int at = line;
            boolean empty =
                    figure.parts().stream().allMatch(part -> part.bars().get(at).isEmpty());
            names.add(new LineNames.Named(figure.categories().get(line) + (empty ? " (no value)" : ""), -line + TOP));
        }
        return names;
    }
}
