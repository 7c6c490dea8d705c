package org.metricloss.results.figure;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Embeddings in the plane, training and test part side by side, a row per objective, over the epochs.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param epochs the epochs that are shown, counted from 1, ascending
 * @param classes the names of the classes that are shown
 * @param rows one per objective
 */
public record EmbeddingFigure(
        String id, String title, String caption, List<Integer> epochs, List<String> classes, List<Row> rows)
        implements Figure {
    /**
     * One objective's pictures.
     *
     * @param name the objective
     * @param detail which trial is shown
     * @param axes what both axes measure, such as {@code embedding 1} and {@code embedding 2}
     * @param train its training sample
     * @param test its test part
     * @param anchors what belongs to both, one per epoch
     */
    public record Row(String name, String detail, List<String> axes, Panel train, Panel test, List<Anchors> anchors) {
        /** Copies its lists. */
        public Row {
            axes = List.copyOf(axes);
            anchors = List.copyOf(anchors);
        }
    }

    /**
     * The points of one part.
     *
     * @param classes of each point: its place in {@link EmbeddingFigure#classes}
     * @param frames where they are, one per epoch
     * @param samples how many samples the part has, of which these are some
     */
    public record Panel(int[] classes, List<Points> frames, int samples) {
        /** Copies the list, not the array. */
        public Panel {
            frames = List.copyOf(frames);
        }
    }

    /**
     * Points of the plane; the arrays are not copied.
     *
     * @param x one per point
     * @param y as many
     */
    public record Points(float[] x, float[] y) {}

    /**
     * What is drawn besides points. The axes' origin is where embeddings are zero.
     *
     * @param centers class centers that the objective has, by class as in {@link EmbeddingFigure#classes}; may be empty
     * @param origin where the zero embedding is
     * @param directions the classifier's weights by class, as ends of arrows from the origin; may be empty
     * @param varianceShown the share of the test part's variance that the plane shows; empty where the plane is all there is
     */
    public record Anchors(Points centers, Points origin, Points directions, OptionalDouble varianceShown) {}

    /** @throws IllegalArgumentException where there is no row, or one has another number of frames than there are epochs */
    public EmbeddingFigure {
        Figure.requireId(id);
        epochs = List.copyOf(epochs);
        classes = List.copyOf(classes);
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("figure " + id + " must have a row");
        }
        for (Row row : rows) {
            if (row.train().frames().size() != epochs.size()
                    || row.test().frames().size() != epochs.size()
                    || row.anchors().size() != epochs.size()) {
                throw new IllegalArgumentException(
                        "figure " + id + ": " + row.name() + " must have a frame for each of the epochs " + epochs);
            }
        }
    }
}
