package org.metricloss.results.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/**
 * One panel of a drawing: a title and a chart with two axes. XChart draws everything except the titles, because it
 * would draw them as outlines; here they stay text.
 *
 * @param title the title above the chart
 * @param xTitle the title of the horizontal axis
 * @param yTitle the title of the vertical axis
 * @param chart the chart, without titles and legend
 */
record Panel(String title, String xTitle, String yTitle, Chart<?, ?> chart) implements Painter {
    private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int TITLE_HEIGHT = 24;
    private static final int AXIS_HEIGHT = 20;
    private static final MathContext DIGITS = new MathContext(6);

    /** Sets the common style of all charts. */
    static void style(AxesChartStyler styler) {
        styler.setLegendVisible(false)
                .setChartTitleVisible(false)
                .setChartPadding(6)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotContentSize(1)
                .setPlotBorderColor(Color.GRAY)
                .setLocale(Locale.ROOT);
        styler.setAxisTitlesVisible(false)
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11))
                .setPlotGridLinesColor(GRID)
                .setXAxisTickMarkSpacingHint(60)
                .setXAxisLogarithmicDecadeOnly(true)
                .setYAxisLogarithmicDecadeOnly(true)
                .setYAxisTickLabelsFormattingFunction(Panel::tick);
    }

    /** Returns a tick's label: plain digits, or scientific notation if there would be many digits. */
    static String tick(double value) {
        double size = Math.abs(value);
        if (size > 0 && (size < 1e-4 || size >= 1e6)) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** Returns the same label as {@link #tick} for a whole value, and none for other values. */
    static String wholeTick(double value) {
        return value == Math.rint(value) ? tick(value) : " ";
    }

    @Override
    public void paint(Graphics2D g, int left, int top, int width, int height) {
        g.setColor(Color.BLACK);
        Words.centered(g, TITLE, title, left + width / 2.0, top + 17.0, width);
        int titleHeight = title.isEmpty() ? 4 : TITLE_HEIGHT;
        int plotLeft = left + AXIS_HEIGHT;
        int plotWidth = width - AXIS_HEIGHT;
        int plotHeight = height - titleHeight - AXIS_HEIGHT;
        AffineTransform before = g.getTransform();
        g.translate(plotLeft, top + titleHeight);
        chart.paint(g, plotWidth, plotHeight);
        g.setTransform(before);
        g.setColor(Color.BLACK);
        Words.centered(g, AXIS, xTitle, plotLeft + plotWidth / 2.0, top + height - 6.0, plotWidth);
        g.rotate(-Math.PI / 2, left + 14.0, top + titleHeight + plotHeight / 2.0);
        Words.centered(g, AXIS, yTitle, left + 14.0, top + titleHeight + plotHeight / 2.0, plotHeight);
        g.setTransform(before);
    }
}
