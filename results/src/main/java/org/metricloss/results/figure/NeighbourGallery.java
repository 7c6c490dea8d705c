package org.metricloss.results.figure;

import java.util.List;
import org.metricloss.results.record.GalleryRecord;

/**
 * Test images beside their nearest neighbours, one group per trial. It consists of images, so only the page shows it.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param groups the groups, at least one
 */
public record NeighbourGallery(String id, String title, String caption, List<Group> groups) implements Figure {
    /**
     * The queries of one trial.
     *
     * @param name the objective
     * @param detail which trial is shown, and the numbers behind the queries
     * @param gallery its queries
     */
    public record Group(String name, String detail, GalleryRecord gallery) {}

    /** @throws IllegalArgumentException if there is no group */
    public NeighbourGallery {
        Figure.requireId(id);
        groups = List.copyOf(groups);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("figure " + id + " must have a group");
        }
    }

    @Override
    public boolean isOfImages() {
        return true;
    }
}
