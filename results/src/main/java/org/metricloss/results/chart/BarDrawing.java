package org.metricloss.results.chart;

import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.Palette;

/** Draws bars, a column per category with its parts upon one another; the bars of a single part get their intervals. */
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
                .mapToObj(i -> cut(figure.categories().get(i), i))
                .toList();
        int width = Math.max(LEAST_WIDTH, CATEGORY_WIDTH * names.size());
        Sheet sheet = new Sheet(figure.title(), 1, width, HEIGHT);
        for (int p = 0; p < figure.parts().size(); p++) {
            BarChart.Part part = figure.parts().get(p);
            List<Double> lengths = part.bars().stream()
                    .map(bar -> bar.map(BarChart.Bar::length).orElse(0.0))
                    .toList();
            List<Double> errors = part.bars().stream()
                    .map(bar -> bar.flatMap(BarChart.Bar::interval)
                            .map(interval -> interval.halfWidth())
                            .orElse(0.0))
                    .toList();
            String id = "part " + p;
            CategorySeries series = stacked || errors.stream().allMatch(error -> error == 0)
                    ? chart.addSeries(id, names, lengths)
                    : chart.addSeries(id, names, lengths, errors);
            series.setFillColor(Axes.colour(part.style()));
            if (stacked) {
                sheet.legend(part.name(), Axes.colour(part.style()), Dot.of(Palette.Shape.SQUARE, 9));
            }
        }
        return sheet.add(new Panel("", "", figure.axis().label(), chart));
    }

    /** A name that fits; one that was cut gets its place among all, so that no two become one category. */
    private static String cut(String name, int index) {
        String printable = Words.printable(name);
        return printable.codePointCount(0, printable.length()) <= LONGEST_NAME
                ? printable
                : printable.substring(0, printable.offsetByCodePoints(0, LONGEST_NAME - 5)) + ".. " + (index + 1);
    }
}
