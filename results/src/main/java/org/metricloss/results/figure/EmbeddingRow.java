package org.metricloss.results.figure;

import java.util.List;

/**
 * Test embeddings of several trials in a row, as Figure 3 of the center-loss paper shows the effect of a parameter.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param cells the panels from the left, at least one, of one epoch each; a name states how a panel differs from its
 *     neighbours, such as {@code lambda = 0.01}
 */
public record EmbeddingRow(String id, String title, String caption, List<EmbeddingPanels.Strip> cells)
        implements Figure {
    /** @throws IllegalArgumentException if there is no panel or one has several epochs */
    public EmbeddingRow {
        Figure.requireId(id);
        cells = List.copyOf(cells);
        if (cells.isEmpty() || cells.stream().anyMatch(cell -> cell.frames().size() != 1)) {
            throw new IllegalArgumentException("figure " + id + " must have panels of one epoch each");
        }
    }
}
