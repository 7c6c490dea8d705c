package org.metricloss.results.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.statistics.MeanEstimate;

/**
 * One panel of a figure: a title, two axes with titles, and series of points and lines. XChart draws all but the titles,
 * which it would draw as outlines: these stay text.
 */
final class Axes {
    static final double POINT = 8;

    private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int TITLE_HEIGHT = 24;
    private static final int AXIS_HEIGHT = 20;
    private static final BasicStroke LINE = new BasicStroke(1.5f);
    private static final BasicStroke WHISKER = new BasicStroke(1.2f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final XYChart chart = new XYChartBuilder().build();
    private int series;

    Axes(String title, String xTitle, String yTitle) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        chart.getStyler()
                .setLegendVisible(false)
                .setChartTitleVisible(false)
                .setChartPadding(6)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderColor(Color.GRAY)
                .setLocale(Locale.ROOT);
        chart.getStyler()
                .setAxisTitlesVisible(false)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
                .setPlotGridLinesColor(GRID)
                .setXAxisTickMarkSpacingHint(60)
                .setXAxisLogarithmicDecadeOnly(true)
                .setYAxisLogarithmicDecadeOnly(true);
    }

    /** Makes an axis logarithmic; its values must be above 0. */
    Axes logarithmic(boolean x, boolean y) {
        chart.getStyler().setXAxisLogarithmic(x).setYAxisLogarithmic(y);
        return this;
    }

    Axes xRange(double low, double high) {
        chart.getStyler().setXAxisMin(low).setXAxisMax(high);
        return this;
    }

    Axes yRange(double low, double high) {
        chart.getStyler().setYAxisMin(low).setYAxisMax(high);
        return this;
    }

    /** Points without a line. */
    Axes points(double[] x, double[] y, Color colour, Marker marker) {
        return series(x, y, colour, XYSeries.XYSeriesRenderStyle.Scatter, LINE, marker);
    }

    /** Points with a line through them. */
    Axes line(double[] x, double[] y, Palette.Look look) {
        return series(x, y, colour(look), XYSeries.XYSeriesRenderStyle.Line, LINE, Dot.of(look.shape(), POINT));
    }

    /** A line without points. */
    Axes stroke(double[] x, double[] y, Color colour, boolean dashed) {
        return series(x, y, colour, XYSeries.XYSeriesRenderStyle.Line, dashed ? DASHED : LINE, SeriesMarkers.NONE);
    }

    /** The interval of a mean at x, where it has one. */
    Axes whisker(double x, MeanEstimate y, Color colour) {
        y.interval().ifPresent(interval -> whisker(x, interval.low(), x, interval.high(), colour));
        return this;
    }

    /** An interval from one point to another. */
    Axes whisker(double fromX, double fromY, double toX, double toY, Color colour) {
        return series(
                new double[] {fromX, toX},
                new double[] {fromY, toY},
                colour,
                XYSeries.XYSeriesRenderStyle.Line,
                WHISKER,
                SeriesMarkers.NONE);
    }

    boolean isEmpty() {
        return series == 0;
    }

    static Color colour(Palette.Look look) {
        return new Color(look.rgb());
    }

    private Axes series(
            double[] x,
            double[] y,
            Color colour,
            XYSeries.XYSeriesRenderStyle style,
            BasicStroke stroke,
            Marker marker) {
        if (x.length > 0) {
            XYSeries added = chart.addSeries("series " + series++, x, y);
            added.setXYSeriesRenderStyle(style).setLineColor(colour).setLineStyle(stroke);
            added.setMarker(marker).setMarkerColor(colour);
        }
        return this;
    }

    /** Paints the panel into a rectangle. */
    void paint(Graphics2D g, int left, int top, int width, int height) {
        g.setColor(Color.BLACK);
        Words.centered(g, TITLE, title, left + width / 2.0, top + 17.0, width);
        int plotLeft = left + AXIS_HEIGHT;
        int plotWidth = width - AXIS_HEIGHT;
        int plotHeight = height - TITLE_HEIGHT - AXIS_HEIGHT;
        AffineTransform before = g.getTransform();
        g.translate(plotLeft, top + TITLE_HEIGHT);
        chart.paint(g, plotWidth, plotHeight);
        g.setTransform(before);
        g.setColor(Color.BLACK);
        Words.centered(g, AXIS, xTitle, plotLeft + plotWidth / 2.0, top + height - 6.0, plotWidth);
        g.rotate(-Math.PI / 2, left + 14.0, top + TITLE_HEIGHT + plotHeight / 2.0);
        Words.centered(g, AXIS, yTitle, left + 14.0, top + TITLE_HEIGHT + plotHeight / 2.0, plotHeight);
        g.setTransform(before);
    }
}
