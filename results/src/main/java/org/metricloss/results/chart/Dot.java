package org.metricloss.results.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;
import org.knowm.xchart.style.markers.Marker;
import org.metricloss.results.figure.Palette;

/** A marker with one of the palette's shapes. It is one element of the drawing, or two with an edge. */
final class Dot extends Marker {
    private static final BasicStroke EDGE = new BasicStroke(1.5f);

    private final Palette.Shape shape;
    private final double size;
    private final Optional<Color> edge;

    private Dot(Palette.Shape shape, double size, Optional<Color> edge) {
        this.shape = shape;
        this.size = size;
        this.edge = edge;
    }

    /** Creates a marker without an edge, {@code size} wide. */
    static Dot of(Palette.Shape shape, double size) {
        return new Dot(shape, size, Optional.empty());
    }

    /** Creates a marker with an edge, to stand out among others. */
    static Dot edged(Palette.Shape shape, double size, Color edge) {
        return new Dot(shape, size, Optional.of(edge));
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int markerSize) {
        Shape outline = outline(x, y, size / 2);
        g.fill(outline);
        edge.ifPresent(colour -> {
            g.setColor(colour);
            g.setStroke(EDGE);
            g.draw(outline);
        });
    }

    private Shape outline(double x, double y, double r) {
        return switch (shape) {
            case CIRCLE -> new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
            case SQUARE -> new Rectangle2D.Double(x - r, y - r, 2 * r, 2 * r);
            case TRIANGLE_UP -> polygon(x, y, r, 0, -1.2, 1.2, 0.9, -1.2, 0.9);
            case TRIANGLE_DOWN -> polygon(x, y, r, 0, 1.2, 1.2, -0.9, -1.2, -0.9);
            case DIAMOND -> polygon(x, y, r, 0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0);
            case CROSS ->
                polygon(
                        x, y, r, -1, -0.5, -0.5, -1, 0, -0.5, 0.5, -1, 1, -0.5, 0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5, -0.5, 1,
                        -1, 0.5, -0.5, 0);
            case PLUS ->
                polygon(
                        x, y, r, -0.35, -1.1, 0.35, -1.1, 0.35, -0.35, 1.1, -0.35, 1.1, 0.35, 0.35, 0.35, 0.35, 1.1,
                        -0.35, 1.1, -0.35, 0.35, -1.1, 0.35, -1.1, -0.35, -0.35, -0.35);
            case DIAMOND_WIDE -> polygon(x, y, r, 0, -0.7, 1.4, 0, 0, 0.7, -1.4, 0);
            case STAR ->
                polygon(
                        x, y, r, 0, -1.3, 0.33, -0.45, 1.24, -0.4, 0.53, 0.17, 0.76, 1.05, 0, 0.56, -0.76, 1.05, -0.53,
                        0.17, -1.24, -0.4, -0.33, -0.45);
            case DIAMOND_TALL -> polygon(x, y, r, 0, -1.4, 0.7, 0, 0, 1.4, -0.7, 0);
            case BOWTIE -> polygon(x, y, r, -1.15, -1, 0, -0.2, 1.15, -1, 1.15, 1, 0, 0.2, -1.15, 1);
            case HOURGLASS -> polygon(x, y, r, -1, -1.15, 1, -1.15, 0.2, 0, 1, 1.15, -1, 1.15, -0.2, 0);
        };
    }

    private static Shape polygon(double x, double y, double r, double... corners) {
        Path2D.Double path = new Path2D.Double();
        path.moveTo(x + r * corners[0], y + r * corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(x + r * corners[i], y + r * corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
