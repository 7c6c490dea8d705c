package org.metricloss.experiments.work;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The exports of a run for other programs.
 *
 * @param tensorBoard the folder for TensorBoard's event files, if they are written
 * @param embeddings whether the tested embeddings are written, for TensorBoard's projector and as CSV
 * @param latex whether the table of the summary is written for LaTeX
 */
public record Exports(Optional<Path> tensorBoard, boolean embeddings, boolean latex) {
    /** No exports. */
    public static final Exports NONE = new Exports(Optional.empty(), false, false);
}
