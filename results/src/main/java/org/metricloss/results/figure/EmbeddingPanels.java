package org.metricloss.results.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Embeddings in the plane over the epochs, with training and test part side by side and one row per objective.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param epochs the epochs that can be chosen, counted from 1, ascending
 * @param rows one per objective, at least one
 */
public record EmbeddingPanels(String id, String title, String caption, List<Integer> epochs, List<Strip> rows)
        implements Figure {
    /**
     * One objective's pictures.
     *
     * @param name the objective
     * @param detail which trial is shown, and how
     * @param trainSamples how many samples the training part has; a sample of them is kept, and the views show some of
     *     this sample
     * @param testSamples how many samples the test part has
     * @param frames the views that are shown, one per epoch of the figure
     * @param classNames the name of class 0, of class 1, ...; empty if the data has none
     * @param neighbours the nearest neighbours of the test samples, if they were kept
     */
    public record Strip(
            String name,
            String detail,
            int trainSamples,
            int testSamples,
            List<Frame> frames,
            List<String> classNames,
            Optional<SampleNeighbours> neighbours) {
        /** Copies its lists. */
        public Strip {
            frames = List.copyOf(frames);
            classNames = List.copyOf(classNames);
        }

        /** Creates a strip of classes without names. */
        public Strip(String name, String detail, int trainSamples, int testSamples, List<Frame> frames) {
            this(name, detail, trainSamples, testSamples, frames, List.of(), Optional.empty());
        }

        /**
         * {@return the name of a class in the legend of a figure; its label if the data has no names, or if strips of different
         * data name it differently}
         *
         * @param strips the strips of the figure
         * @param label the class
         */
        public static String className(List<Strip> strips, int label) {
            List<String> different = strips.stream()
                    .map(Strip::classNames)
                    .filter(names -> label >= 0 && label < names.size())
                    .map(names -> names.get(label))
                    .distinct()
                    .toList();
            return different.size() == 1 ? different.get(0) : Integer.toString(label);
        }

        /**
         * {@return how many classes are not drawn, in words, such as {@code 20 of 60 classes are drawn, evenly spread over
         * the labels; the other 40 are not.}; empty if all are}
         *
         * @param strips the strips of a figure
         */
        public static Optional<String> undrawn(List<Strip> strips) {
            return strips.stream()
                    .map(strip -> strip.frames().get(0).view())
                    .max(Comparator.comparingInt(EmbeddingView::classes))
                    .filter(view -> view.shownClasses().size() < view.classes())
                    .map(view -> view.shownClasses().size() + " of " + view.classes()
                            + " classes are drawn, evenly spread over the labels; the other "
                            + (view.classes() - view.shownClasses().size()) + " are not.");
        }
    }

    /**
     * A row at an epoch.
     *
     * @param epoch the epoch whose embeddings are shown: the latest kept one up to the figure's epoch
     * @param view these embeddings, in the plane of the row's last epoch
     */
    public record Frame(int epoch, EmbeddingView view) {}

    /** @throws IllegalArgumentException if there is no row, or a row does not have one frame per epoch */
    public EmbeddingPanels {
        Figure.requireId(id);
        epochs = List.copyOf(epochs);
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("figure " + id + " must have a row");
        }
        for (Strip row : rows) {
            if (row.frames().size() != epochs.size()) {
                throw new IllegalArgumentException("figure " + id + ": " + row.name() + " must have " + epochs.size()
                        + " frames, got " + row.frames().size());
            }
        }
    }
}
