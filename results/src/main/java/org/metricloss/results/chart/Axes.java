package org.metricloss.results.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.AxisRange;
import org.metricloss.results.figure.Palette;

/** Builds a panel of points, lines and bands over two numeric axes. */
final class Axes {
    private static final BasicStroke LINE = new BasicStroke(1.5f);
    private static final BasicStroke DASHED =
            new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
    private static final BasicStroke HAIRLINE = new BasicStroke(0.1f);
    private static final int BAND_OPACITY = 50;

    private final XYChart chart = new XYChartBuilder().build();
    private int series;

    Axes() {
        Panel.style(chart.getStyler());
        chart.getStyler().setXAxisTickLabelsFormattingFunction(Panel::tick);
    }

    static Color colour(int style) {
        return new Color(Palette.of(style).rgb());
    }

    Panel panel(String title, String xTitle, String yTitle) {
        return new Panel(title, xTitle, yTitle, chart);
    }

    /** Makes axes logarithmic; their values must be above 0. */
    Axes logarithmic(boolean x, boolean y) {
        chart.getStyler().setXAxisLogarithmic(x).setYAxisLogarithmic(y);
        return this;
    }

    /** Labels only possible values on the first axis. */
    Axes within(Axis x) {
        chart.getStyler().setXAxisTickLabelsFormattingFunction(value -> tick(x, value, false));
        return this;
    }

    /** Labels only possible values on both axes, and on the first only whole numbers if there are no others. */
    Axes within(Axis x, Axis y, boolean wholeX) {
        chart.getStyler()
                .setXAxisTickLabelsFormattingFunction(value -> tick(x, value, wholeX))
                .setYAxisTickLabelsFormattingFunction(value -> tick(y, value, false));
        return this;
    }

    private static String tick(Axis axis, double value, boolean whole) {
        // Ticks are sums of steps with rounding errors.
        double slack = 1e-9 * Math.abs(value);
        boolean possible = value >= axis.low() - slack && value <= axis.high() + slack;
        return !possible ? " " : whole ? Panel.wholeTick(value) : Panel.tick(value);
    }

    /** Leaves out the ticks of the second axis. */
    Axes withoutY() {
        chart.getStyler().setYAxisTicksVisible(false).setPlotGridHorizontalLinesVisible(false);
        return this;
    }

    /** Writes the names of lines at the left end. */
    Axes names(List<LineNames.Named> names) {
        chart.addAnnotation(new LineNames(names));
        return this;
    }

    /** Writes the names of points beside them. */
    Axes labels(PointLabels names) {
        chart.addAnnotation(names);
        return this;
    }

    /** Adds a filled rectangle. */
    Axes bar(double left, double right, double bottom, double top, Color colour) {
        return area(new double[] {left, right, right, left}, new double[] {top, top, bottom, bottom}, colour);
    }

    /** Sets the range of the axes; anything outside is cut off. */
    Axes range(AxisRange x, AxisRange y) {
        chart.getStyler().setXAxisMin(x.low()).setXAxisMax(x.high());
        chart.getStyler().setYAxisMin(y.low()).setYAxisMax(y.high());
        return this;
    }

    /** Adds points without a line. */
    Axes points(double[] x, double[] y, Color colour, Dot dot) {
        return series(x, y, colour, XYSeriesRenderStyle.Scatter, LINE, dot);
    }

    /** Adds a line without points. */
    Axes line(double[] x, double[] y, Color colour) {
        return series(x, y, colour, XYSeriesRenderStyle.Line, LINE, SeriesMarkers.NONE);
    }

    /** Adds a thin dashed line. */
    Axes guide(double[] x, double[] y, Color colour) {
        return series(x, y, colour, XYSeriesRenderStyle.Line, DASHED, SeriesMarkers.NONE);
    }

    /** Adds a band between two lines over the same x, low below high. */
    Axes band(double[] x, double[] low, double[] high, Color colour) {
        int n = x.length;
        double[] aroundX = new double[2 * n];
        double[] aroundY = new double[2 * n];
        for (int i = 0; i < n; i++) {
            aroundX[i] = x[i];
            aroundY[i] = high[i];
            aroundX[2 * n - 1 - i] = x[i];
            aroundY[2 * n - 1 - i] = low[i];
        }
        Color light = new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_OPACITY);
        return area(aroundX, aroundY, light);
    }

    private Axes area(double[] x, double[] y, Color colour) {
        XYSeries area = chart.addSeries("series " + series++, x, y);
        area.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea)
                .setLineColor(colour)
                .setLineStyle(HAIRLINE);
        area.setFillColor(colour);
        area.setMarker(SeriesMarkers.NONE);
        return this;
    }

    private Axes series(
            double[] x, double[] y, Color colour, XYSeriesRenderStyle style, BasicStroke stroke, Marker marker) {
        if (x.length > 0) {
            XYSeries added = chart.addSeries("series " + series++, x, y);
            added.setXYSeriesRenderStyle(style).setLineColor(colour).setLineStyle(stroke);
            added.setMarker(marker).setMarkerColor(colour);
        }
        return this;
    }
}
