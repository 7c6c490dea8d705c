package org.metricloss.results.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * Writes names beside points where they cover no point and no other name. A name that finds no place next to its point
 * is moved further away, with a line to the point. A name for which there is no place appears only in the legend. The
 * page's script follows the same rule.
 */
final class PointLabels extends Annotation {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final double LONGEST = 200;
    private static final double ASCENT = 11;
    private static final double DESCENT = 3;
    private static final double POINT = 6;
    private static final double NEAR = 9;
    private static final double[] DISTANCES = {NEAR, 24, 40, 60, 85, 115, 150};
    private static final BasicStroke LINE = new BasicStroke(0.8f);

    private final List<Named> points;

    /** A point in the chart's units and its name. */
    record Named(String name, double x, double y) {}

    PointLabels(List<Named> points) {
        super(false);
        this.points = List.copyOf(points);
    }

    @Override
    public void paint(Graphics2D g) {
        List<Point2D> places = points.stream()
                .<Point2D>map(
                        point -> new Point2D.Double(getXAxisScreenValue(point.x()), getYAxisScreenValue(point.y())))
                .toList();
        Rectangle2D box = new Rectangle2D.Double();
        box.setFrameFromDiagonal(
                getXAxisScreenValueForMin(),
                getYAxisScreenValueForMin(),
                getXAxisScreenValueForMax(),
                getYAxisScreenValueForMax());
        List<Rectangle2D> taken = new ArrayList<>();
        places.forEach(
                at -> taken.add(new Rectangle2D.Double(at.getX() - POINT, at.getY() - POINT, 2 * POINT, 2 * POINT)));
        for (int i = 0; i < points.size(); i++) {
            Point2D at = places.get(i);
            String name = Words.fitting(FONT, points.get(i).name(), LONGEST);
            free(at, Words.width(FONT, name), box, taken).ifPresent(area -> {
                taken.add(area);
                write(g, name, at, area);
            });
        }
    }

    private static Optional<Rectangle2D> free(Point2D at, double width, Rectangle2D box, List<Rectangle2D> taken) {
        for (double distance : DISTANCES) {
            for (double down : new double[] {-1, 1, 0, -0.5, 0.5}) {
                for (boolean right : new boolean[] {true, false}) {
                    double x = right ? at.getX() + distance : at.getX() - distance - width;
                    double y = at.getY() + down * distance - (ASCENT + DESCENT) / 2;
                    Rectangle2D area = new Rectangle2D.Double(x, y, width, ASCENT + DESCENT);
                    if (box.contains(area) && taken.stream().noneMatch(area::intersects)) {
                        return Optional.of(area);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static void write(Graphics2D g, String name, Point2D at, Rectangle2D area) {
        boolean right = area.getX() > at.getX();
        double edge = right ? area.getX() : area.getMaxX();
        if (Math.abs(edge - at.getX()) > NEAR + 1) {
            g.setColor(Color.GRAY);
            g.setStroke(LINE);
            g.draw(new Line2D.Double(at.getX(), at.getY(), right ? edge - 2 : edge + 2, area.getCenterY()));
        }
        g.setColor(Color.BLACK);
        Words.left(g, FONT, name, area.getX(), area.getY() + ASCENT, LONGEST);
    }
}
