package org.metricloss.results.chart;

import java.awt.Color;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.PlanePoint;

/** Embeddings of one part as a panel: points by class, class centers, and the classifier's directions as rays. */
final class EmbeddingPanel {
    private static final double POINT = 5;
    private static final double CENTER = 11;
    private static final double ROOM = 1.05;

    private EmbeddingPanel() {}

    /** Both axes get the same scale and range, which hold every point of both parts: panels of one view can be compared. */
    static Axes of(String title, EmbeddingView view, List<PlanePoint> points) {
        Axes axes = new Axes(title, view.plane().axisTitle(0), view.plane().axisTitle(1));
        double[] origin = view.plane().origin();
        double[] middle = {middle(all(view), 0), middle(all(view), 1)};
        double reach = ROOM
                * all(view).stream()
                        .flatMapToDouble(p -> DoubleStream.of(Math.abs(p.x() - middle[0]), Math.abs(p.y() - middle[1])))
                        .max()
                        .orElse(0);
        double half = reach > 0 ? reach : 1;
        axes.xRange(middle[0] - half, middle[0] + half).yRange(middle[1] - half, middle[1] + half);
        for (int c = 0; c < view.shownClasses().size(); c++) {
            int label = view.shownClasses().get(c);
            Palette.Look look = Palette.of(c);
            List<PlanePoint> own =
                    points.stream().filter(p -> p.label() == label).toList();
            axes.points(
                    own.stream().mapToDouble(PlanePoint::x).toArray(),
                    own.stream().mapToDouble(PlanePoint::y).toArray(),
                    Axes.colour(look),
                    Dot.of(look.shape(), POINT));
        }
        for (PlanePoint direction : view.directions()) {
            axes.stroke(
                    new double[] {origin[0], origin[0] + direction.x() * half / 2},
                    new double[] {origin[1], origin[1] + direction.y() * half / 2},
                    Axes.colour(Palette.of(view.shownClasses().indexOf(direction.label()))),
                    true);
        }
        return axes.points(
                view.centers().stream().mapToDouble(PlanePoint::x).toArray(),
                view.centers().stream().mapToDouble(PlanePoint::y).toArray(),
                Color.WHITE,
                Dot.edged(Palette.Shape.CIRCLE, CENTER, Color.BLACK));
    }

    /** The classes of the view, and what else its panels show. */
    static void legend(Sheet sheet, EmbeddingView view) {
        for (int c = 0; c < view.shownClasses().size(); c++) {
            sheet.legend("class " + view.shownClasses().get(c), Palette.of(c));
        }
        sheet.legend("class center", Color.WHITE, Dot.edged(Palette.Shape.CIRCLE, CENTER, Color.BLACK));
    }

    private static List<PlanePoint> all(EmbeddingView view) {
        return Stream.concat(view.train().stream(), view.test().stream()).toList();
    }

    private static double middle(List<PlanePoint> points, int axis) {
        double low = points.stream()
                .mapToDouble(p -> axis == 0 ? p.x() : p.y())
                .min()
                .orElse(0);
        double high = points.stream()
                .mapToDouble(p -> axis == 0 ? p.x() : p.y())
                .max()
                .orElse(0);
        return (low + high) / 2;
    }
}
