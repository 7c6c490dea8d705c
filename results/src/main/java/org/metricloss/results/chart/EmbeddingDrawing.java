package org.metricloss.results.chart;

import java.awt.Color;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.metricloss.results.figure.AxisRange;
import org.metricloss.results.figure.EmbeddingPanels;
import org.metricloss.results.figure.EmbeddingRow;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.PlanePoint;

/** Draws embeddings at the last epoch: points by class, class centers, and the classifier's directions as dashed rays. */
final class EmbeddingDrawing {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 460;
    private static final double POINT = 5;
    private static final double CENTER = 11;
    private static final double ROOM = 1.05;
    private static final Dot CENTER_DOT = Dot.edged(Palette.Shape.CIRCLE, CENTER, Color.BLACK);

    private EmbeddingDrawing() {}

    /** Draws training and test part side by side, with one row per objective. */
    static Sheet of(EmbeddingPanels figure) {
        Sheet sheet = new Sheet(figure.title(), 2, WIDTH, HEIGHT);
        List<Integer> labels = legend(sheet, figure.rows());
        for (EmbeddingPanels.Strip row : figure.rows()) {
            EmbeddingPanels.Frame frame = last(row);
            EmbeddingView view = frame.view();
            sheet.add(panel(row.name() + ", train, epoch " + frame.epoch(), view, view.train(), labels))
                    .add(panel(row.name() + ", test, epoch " + frame.epoch(), view, view.test(), labels));
        }
        return sheet;
    }

    /** Draws only the test part, with all panels in one row. */
    static Sheet of(EmbeddingRow figure) {
        Sheet sheet = new Sheet(figure.title(), figure.cells().size(), WIDTH, HEIGHT);
        List<Integer> labels = legend(sheet, figure.cells());
        for (EmbeddingPanels.Strip cell : figure.cells()) {
            EmbeddingView view = last(cell).view();
            sheet.add(panel(cell.name(), view, view.test(), labels));
        }
        return sheet;
    }

    private static EmbeddingPanels.Frame last(EmbeddingPanels.Strip row) {
        return row.frames().get(row.frames().size() - 1);
    }

    /**
     * Adds the classes of all views and the class centers to the legend. The index of a class in the returned list
     * determines its look.
     */
    private static List<Integer> legend(Sheet sheet, List<EmbeddingPanels.Strip> strips) {
        List<Integer> labels = strips.stream()
                .flatMap(strip -> last(strip).view().shownClasses().stream())
                .distinct()
                .sorted()
                .toList();
        for (int c = 0; c < labels.size(); c++) {
            sheet.legend(
                    words(strips, labels.get(c)),
                    Axes.colour(Palette.part(c)),
                    Dot.of(Palette.of(Palette.part(c)).shape(), POINT + 3));
        }
        sheet.legend("class center", Color.WHITE, CENTER_DOT);
        EmbeddingPanels.Strip.undrawn(strips)
                .ifPresent(words -> sheet.legend(words, Color.WHITE, Dot.of(Palette.Shape.CIRCLE, 1)));
        return labels;
    }

    private static String words(List<EmbeddingPanels.Strip> strips, int label) {
        String name = EmbeddingPanels.Strip.className(strips, label);
        return name.equals(Integer.toString(label)) ? "class " + label : name;
    }

    /**
     * Both axes get the same scale and range, which include every point of both parts, so panels of one view can be
     * compared.
     */
    private static Panel panel(String title, EmbeddingView view, List<PlanePoint> points, List<Integer> labels) {
        Axes axes = new Axes();
        double[] middle = {
            middle(all(view).map(PlanePoint::x).toList()),
            middle(all(view).map(PlanePoint::y).toList())
        };
        double reach = ROOM
                * all(view)
                        .flatMapToDouble(p -> DoubleStream.of(Math.abs(p.x() - middle[0]), Math.abs(p.y() - middle[1])))
                        .max()
                        .orElse(0);
        double half = reach > 0 ? reach : 1;
        axes.range(
                new AxisRange(middle[0] - half, middle[0] + half), new AxisRange(middle[1] - half, middle[1] + half));
        for (int c = 0; c < labels.size(); c++) {
            int label = labels.get(c);
            List<PlanePoint> own =
                    points.stream().filter(p -> p.label() == label).toList();
            points(
                    axes,
                    own,
                    Axes.colour(Palette.part(c)),
                    Dot.of(Palette.of(Palette.part(c)).shape(), POINT));
        }
        double[] origin = view.plane().origin();
        for (PlanePoint direction : view.directions()) {
            axes.guide(
                    new double[] {origin[0], origin[0] + direction.x() * half / 2},
                    new double[] {origin[1], origin[1] + direction.y() * half / 2},
                    Axes.colour(Palette.part(labels.indexOf(direction.label()))));
        }
        return points(axes, view.centers(), Color.WHITE, CENTER_DOT)
                .panel(title, view.plane().axisTitle(0), view.plane().axisTitle(1));
    }

    private static Axes points(Axes axes, List<PlanePoint> points, Color colour, Dot dot) {
        return axes.points(
                points.stream().mapToDouble(PlanePoint::x).toArray(),
                points.stream().mapToDouble(PlanePoint::y).toArray(),
                colour,
                dot);
    }

    private static Stream<PlanePoint> all(EmbeddingView view) {
        return Stream.of(view.train(), view.test(), view.centers()).flatMap(List::stream);
    }

    private static double middle(List<Double> values) {
        double low = values.stream().mapToDouble(value -> value).min().orElse(0);
        double high = values.stream().mapToDouble(value -> value).max().orElse(0);
        return (low + high) / 2;
    }
}
