package org.metricloss.results.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.statistics.Interval;

/** Draws bars, one column per category with its parts stacked. Bars with a single part get their intervals. */
final class BarDrawing {
    private static final int LEAST_WIDTH = 560;
    private static final int CATEGORY_WIDTH = 80;
    private static final int HEIGHT = 460;
    private static final int LONGEST_NAME = 24;
    private static final int TILT = 30;

    private BarDrawing() {}

    static Sheet of(BarChart figure) {
        CategoryChart chart = new CategoryChartBuilder().build();
        Panel.style(chart.getStyler());
        boolean stacked = figure.parts().size() > 1;
        chart.getStyler().setStacked(stacked).setXAxisLabelRotation(TILT);
        List<String> names = IntStream.range(0, figure.categories().size())
                .mapToObj(i -> name(figure, i))
                .toList();
        int width = Math.max(LEAST_WIDTH, CATEGORY_WIDTH * names.size());
        Sheet sheet = new Sheet(figure.title(), 1, width, HEIGHT);
        for (int p = 0; p < figure.parts().size(); p++) {
            BarChart.Part part = figure.parts().get(p);
            List<Double> lengths = part.bars().stream()
                    .map(bar -> bar.map(BarChart.Bar::length).orElse(0.0))
                    .toList();
            CategorySeries series = chart.addSeries("part " + p, names, lengths);
            series.setFillColor(Axes.colour(part.style()));
            if (stacked) {
                sheet.legend(part.name(), Axes.colour(part.style()), Dot.of(Palette.Shape.SQUARE, 9));
            }
        }
        if (!stacked) {
            whiskers(figure, names, chart);
        }
        return sheet.add(new Panel("", "", figure.axis().label(), chart));
    }

    /**
     * Draws intervals from end to end. XChart draws only symmetric intervals, and the interval of a median is not
     * symmetric. Each interval is therefore drawn around its own middle, at an invisible point in front of the bar.
     */
    private static void whiskers(BarChart figure, List<String> names, CategoryChart chart) {
        List<Optional<Interval>> intervals = figure.parts().get(0).bars().stream()
                .map(bar -> bar.flatMap(BarChart.Bar::interval))
                .toList();
        if (intervals.stream().allMatch(Optional::isEmpty)) {
            return;
        }
        chart.getStyler().setOverlapped(true);
        chart.addSeries(
                        "intervals",
                        names,
                        each(intervals, interval -> interval.low() + interval.halfWidth()),
                        each(intervals, Interval::halfWidth))
                .setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter)
                .setMarker(SeriesMarkers.NONE);
    }

    /** Returns one value per interval. Without an interval it is NaN, which is not drawn. */
    private static List<Double> each(List<Optional<Interval>> intervals, ToDoubleFunction<Interval> of) {
        return intervals.stream()
                .map(interval -> interval.isPresent() ? (Double) of.applyAsDouble(interval.get()) : (Double) Double.NaN)
                .toList();
    }

    /**
     * Returns the category's name. It marks a category without a value, which would otherwise look like the shortest
     * bar.
     */
    private static String name(BarChart figure, int index) {
        String name = cut(figure.categories().get(index), index);
        boolean empty =
                figure.parts().stream().allMatch(part -> part.bars().get(index).isEmpty());
        return empty ? name + " (no value)" : name;
    }

    /** Cuts a name to fit. A cut name gets its number among all, so that no two categories have the same name. */
    private static String cut(String name, int index) {
        String printable = Words.printable(name);
        return printable.codePointCount(0, printable.length()) <= LONGEST_NAME
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, LONGEST_NAME - 5)) + ".. " + (index + 1);
    }
}
