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
import java.util.stream.Stream;
import org.knowm.xchart.internal.chartpart.Annotation;
import org.metricloss.results.figure.XyPoint;

/**
 * Writes names beside points where they cover no point and no other name. A name that finds no place next to its point
 * is moved further away, with a line to the point. If possible it covers no value of a single seed and no guide either. A
 * name for which there is no place appears only in the legend. The page's script follows the same rule.
 */
final class PointLabels extends Annotation {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final double LONGEST = 200;
    private static final double ASCENT = 11;
    private static final double DESCENT = 3;
    private static final double POINT = 6;
    private static final double NEAR = 9;
    private static final double[] DISTANCES = {NEAR, 24, 40, 60, 85, 115, 150};
    private static final double[] NEAR_DISTANCES = {NEAR, 24, 40};
    private static final double SINGLE = 4;
    private static final double GUIDE = 2;
    private static final double STEP = 6;
    private static final BasicStroke LINE = new BasicStroke(0.8f);

    private final List<Named> points;
    private final List<XyPoint> singles;
    private final List<List<XyPoint>> guides;

    /** A point in the chart's units and its name. */
    record Named(String name, double x, double y) {}

    /**
     * @param points the points to name
     * @param singles other points, which names should not cover
     * @param guides lines, which names should not cover either
     */
    PointLabels(List<Named> points, List<XyPoint> singles, List<List<XyPoint>> guides) {
        super(false);
        this.points = List.copyOf(points);
        this.singles = List.copyOf(singles);
        this.guides = List.copyOf(guides);
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
        places.forEach(at -> taken.add(around(at.getX(), at.getY(), POINT)));
        List<Rectangle2D> minor = minor();
        for (int i = 0; i < points.size(); i++) {
            Point2D at = places.get(i);
            String name = Words.fitting(FONT, points.get(i).name(), LONGEST);
            double width = Words.width(FONT, name);
            List<Rectangle2D> all =
                    Stream.concat(taken.stream(), minor.stream()).toList();
            free(at, width, box, all, NEAR_DISTANCES)
                    .or(() -> free(at, width, box, taken, DISTANCES))
                    .ifPresent(area -> {
                        taken.add(area);
                        write(g, name, at, area);
                    });
        }
    }

    /** Returns what names should not cover but may if there is no other place. */
    private List<Rectangle2D> minor() {
        List<Rectangle2D> minor = new ArrayList<>();
        singles.forEach(
                point -> minor.add(around(getXAxisScreenValue(point.x()), getYAxisScreenValue(point.y()), SINGLE)));
        for (List<XyPoint> guide : guides) {
            for (int i = 1; i < guide.size(); i++) {
                double x = getXAxisScreenValue(guide.get(i - 1).x());
                double y = getYAxisScreenValue(guide.get(i - 1).y());
                double dx = getXAxisScreenValue(guide.get(i).x()) - x;
                double dy = getYAxisScreenValue(guide.get(i).y()) - y;
                double steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) / STEP));
                for (int step = 0; step <= steps; step++) {
                    minor.add(around(x + dx * step / steps, y + dy * step / steps, GUIDE));
                }
            }
        }
        return minor;
    }

    private static Rectangle2D around(double x, double y, double far) {
        return new Rectangle2D.Double(x - far, y - far, 2 * far, 2 * far);
    }

    private static Optional<Rectangle2D> free(
            Point2D at, double width, Rectangle2D box, List<Rectangle2D> taken, double[] distances) {
        for (double distance : distances) {
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
