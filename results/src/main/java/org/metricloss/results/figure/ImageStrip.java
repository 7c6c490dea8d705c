package org.metricloss.results.figure;

import java.util.List;
import org.metricloss.results.record.AugmentedRecord;

/**
 * Training images beside their augmented versions. It consists of images, so only the page shows it.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param rows the images, at least one
 */
public record ImageStrip(String id, String title, String caption, List<AugmentedRecord.Row> rows) implements Figure {
    /** @throws IllegalArgumentException if there is no image */
    public ImageStrip {
        Figure.requireId(id);
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("figure " + id + " must have an image");
        }
    }

    @Override
    public boolean isOfImages() {
        return true;
    }
}
