package org.metricloss.results.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Writes the names of lines at the left end of a chart, each above its line. */
final class LineNames extends Annotation {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int GAP = 4;

    private final List<Named> names;

    /** A name and the place above which it stands, in the unit of the vertical axis. */
    record Named(String name, double y) {}

    LineNames(List<Named> names) {
        super(false);
        this.names = List.copyOf(names);
    }

    @Override
    public void paint(Graphics2D g) {
        double left = getXAxisScreenValueForMin() + GAP;
        double width = getXAxisScreenValueForMax() - GAP - left;
        g.setColor(Color.BLACK);
        names.forEach(name -> Words.left(g, FONT, name.name(), left, getYAxisScreenValue(name.y()) - GAP, width));
    }
}
