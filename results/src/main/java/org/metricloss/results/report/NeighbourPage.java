package org.metricloss.results.report;

import java.util.List;
import java.util.Map;

/**
 * A page with the pictures of queries and of their nearest neighbours. It loads nothing and runs no script.
 *
 * @param title its title
 * @param rows the queries, in order
 */
public record NeighbourPage(String title, List<Row> rows) {
    /**
     * A query with its neighbours.
     *
     * @param query the query
     * @param neighbours its neighbours, nearest first
     */
    public record Row(Picture query, List<Picture> neighbours) {
        /** Copies the list. */
        public Row {
            neighbours = List.copyOf(neighbours);
        }
    }

    /**
     * A picture.
     *
     * @param png a PNG file in base64
     * @param path its path
     * @param label its class; empty if it is not known
     * @param distance its distance from the query; empty for the query itself
     * @param wrong whether it is of another class than the query
     */
    public record Picture(String png, String path, String label, String distance, boolean wrong) {}

    /** Copies the list. */
    public NeighbourPage {
        rows = List.copyOf(rows);
    }

    /** {@return the page as HTML} */
    public String html() {
        return PageTemplate.process(
                "neighbours.ftlh",
                Map.of(
                        "title",
                        title,
                        "rows",
                        rows.stream()
                                .map(row -> Map.of(
                                        "query",
                                        picture(row.query()),
                                        "neighbours",
                                        row.neighbours().stream()
                                                .map(NeighbourPage::picture)
                                                .toList()))
                                .toList()));
    }

    private static Map<String, Object> picture(Picture picture) {
        return Map.of(
                "png", picture.png(),
                "path", picture.path(),
                "label", picture.label(),
                "distance", picture.distance(),
                "wrong", picture.wrong());
    }
}
