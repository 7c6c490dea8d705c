package org.metricloss.results.figure;

/** A figure as data. */
public sealed interface Figure
        permits XyChart, XyChoice, BarChart, HeatMap, EmbeddingPanels, EmbeddingRow, NeighbourGallery, ImageStrip {
    /** {@return a name that is unique within a report and fit for files and anchors: {@code a-z 0-9 -}} */
    String id();

    /** {@return the title, a few words on the content} */
    String title();

    /** {@return the explanation that readers need, in plain text; may be empty} */
    String caption();

    /** {@return whether it consists of images, so that only the page shows it} */
    default boolean isOfImages() {
        return false;
    }

    /** Checks that an id consists of the allowed characters. */
    static String requireId(String id) {
        if (!id.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("figure id must be a-z 0-9 -, starting with a letter, got '" + id + "'");
        }
        return id;
    }
}
