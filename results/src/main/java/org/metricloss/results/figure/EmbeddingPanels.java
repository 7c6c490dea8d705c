package org.metricloss.results.figure;

import java.util.List;

/**
 * Embeddings in the plane, training and test part side by side, a row per objective, over the epochs.
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
     * @param trainSamples how many samples the training part has; a sample of them is kept, of which the views show some
     * @param testSamples how many the test part has
     * @param frames what is shown, one per epoch of the figure
     */
    public record Strip(String name, String detail, int trainSamples, int testSamples, List<Frame> frames) {
        /** Copies its list. */
        public Strip {
            frames = List.copyOf(frames);
        }
    }

    /**
     * A row at an epoch.
     *
     * @param epoch the epoch whose embeddings are shown: the latest kept one until the figure's epoch
     * @param view they, in the plane of the row's last epoch
     */
    public record Frame(int epoch, EmbeddingView view) {}

    /** @throws IllegalArgumentException if there is no row, or one has another number of frames than there are epochs */
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
