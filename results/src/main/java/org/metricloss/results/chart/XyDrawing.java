package org.metricloss.results.chart;

import java.awt.Color;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.figure.XySeries.Mark;
import org.metricloss.results.statistics.Interval;

/** Draws points and lines over two axes. The legend holds the names. */
final class XyDrawing {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 440;
    private static final double POINT = 11;
    private static final double POINT_OF_LINE = 7;
    private static final double SINGLE = 4;

    private final XyChart chart;
    private final Axes axes = new Axes();

    private XyDrawing(XyChart chart) {
        this.chart = chart;
    }

    static Sheet of(XyChart chart) {
        return new XyDrawing(chart).sheet();
    }

    private Sheet sheet() {
        Sheet sheet = new Sheet(chart.title(), 1, WIDTH, HEIGHT);
        axes.logarithmic(chart.x().scale() == Axis.Scale.LOG, chart.y().scale() == Axis.Scale.LOG)
                .range(chart.xRange(), chart.yRange());
        boolean whole = chart.series().stream()
                .flatMap(series -> series.points().stream())
                .allMatch(point -> point.x() == Math.rint(point.x()));
        axes.within(chart.x(), chart.y(), whole);
        // Bands are drawn first and points last, so that points are not hidden.
        chart.series().forEach(this::intervals);
        chart.series().forEach(this::line);
        for (XySeries series : chart.series()) {
            Color colour = Axes.colour(series.style());
            if (series.mark() == Mark.GUIDE) {
                sheet.legend(series.name() + " (dashed)", colour, Dot.of(Palette.Shape.SQUARE, 3));
            } else if (series.mark() == Mark.SINGLES) {
                axes.points(
                        values(series, XyPoint::x),
                        values(series, XyPoint::y),
                        colour,
                        Dot.of(Palette.of(series.style()).shape(), SINGLE));
            } else {
                Dot dot =
                        Dot.of(Palette.of(series.style()).shape(), series.mark() == Mark.LINE ? POINT_OF_LINE : POINT);
                axes.points(values(series, XyPoint::x), values(series, XyPoint::y), colour, dot);
                sheet.legend(series.name(), colour, dot);
            }
        }
        axes.labels(new PointLabels(
                of(Mark.LABELLED_POINTS)
                        .flatMap(series -> series.points().stream()
                                .map(point -> new PointLabels.Named(series.name(), point.x(), point.y())))
                        .toList(),
                of(Mark.SINGLES).flatMap(series -> series.points().stream()).toList(),
                of(Mark.GUIDE).map(XySeries::points).toList()));
        return sheet.add(axes.panel("", chart.x().label(), chart.y().label()));
    }

    private Stream<XySeries> of(Mark mark) {
        return chart.series().stream().filter(series -> series.mark() == mark);
    }

    private void intervals(XySeries series) {
        Color colour = Axes.colour(series.style());
        List<XyPoint> banded =
                series.points().stream().filter(p -> p.yInterval().isPresent()).toList();
        if (series.mark() == Mark.LINE && banded.size() > 1) {
            axes.band(
                    banded.stream().mapToDouble(XyPoint::x).toArray(),
                    ends(banded, Interval::low),
                    ends(banded, Interval::high),
                    colour);
        } else {
            banded.forEach(p -> axes.line(new double[] {p.x(), p.x()}, ends(p.yInterval()), colour));
        }
        series.points().stream()
                .filter(p -> p.xInterval().isPresent())
                .forEach(p -> axes.line(ends(p.xInterval()), new double[] {p.y(), p.y()}, colour));
    }

    private static double[] ends(List<XyPoint> points, ToDoubleFunction<Interval> end) {
        return points.stream()
                .mapToDouble(point -> end.applyAsDouble(point.yInterval().orElseThrow()))
                .toArray();
    }

    private static double[] ends(Optional<Interval> interval) {
        return new double[] {
            interval.orElseThrow().low(), interval.orElseThrow().high()
        };
    }

    private void line(XySeries series) {
        double[] x = values(series, XyPoint::x);
        double[] y = values(series, XyPoint::y);
        Color colour = Axes.colour(series.style());
        if (series.mark() == Mark.LINE) {
            axes.line(x, y, colour);
        } else if (series.mark() == Mark.GUIDE) {
            axes.guide(x, y, colour);
        }
    }

    private static double[] values(XySeries series, ToDoubleFunction<XyPoint> of) {
        return series.points().stream().mapToDouble(of).toArray();
    }
}
