package org.metricloss.results.record;

import java.util.List;
import org.metricloss.formats.Layout;

/**
 * Test images of a trial with their nearest neighbours among the other test images, hardest first: those that retrieval
 * got wrong, or right by the narrowest margin.
 *
 * @param format the version of this record's layout, {@link #FORMAT}
 * @param trial the trial's id
 * @param distance the distance by which neighbours were searched, such as {@code euclidean}
 * @param searched how many test images were queries, of which the hardest are shown
 * @param mistakes how many of all queries have a nearest neighbour of another class
 * @param images the images that are shown, each once, as PNG in Base64; at most {@value #MOST_CHARACTERS} characters in
 *     all
 * @param queries the hardest queries, hardest first
 */
@Layout(newest = GalleryRecord.FORMAT, oldest = GalleryRecord.FORMAT)
public record GalleryRecord(
        int format,
        String trial,
        String distance,
        int searched,
        int mistakes,
        List<String> images,
        List<Query> queries) {
    /** The layout that this version writes and reads. */
    public static final int FORMAT = 1;

    /** The most characters that the images of a gallery may take. */
    public static final int MOST_CHARACTERS = 300_000;

    /**
     * A test image, as a query or as a neighbour of one.
     *
     * @param image its index among the images of the gallery, from 0
     * @param sample its index in the test part, from 0
     * @param className its class
     * @param distance its distance from the query; 0 for the query itself
     */
    public record Item(int image, int sample, String className, double distance) {
        /** @throws IllegalArgumentException if a component is missing or not as described */
        public Item {
            Require.atLeast(0, "image", image);
            Require.atLeast(0, "sample", sample);
            Require.text("className", className);
            Require.finiteNotNegative("distance", distance);
        }
    }

    /**
     * A query and its nearest neighbours.
     *
     * @param query the image
     * @param neighbours its nearest neighbours, nearest first, at least one
     */
    public record Query(Item query, List<Item> neighbours) {
        /** @throws IllegalArgumentException if there is no neighbour */
        public Query {
            Require.present("query", query);
            neighbours = Require.list("neighbours", neighbours);
            Require.atLeast(1, "number of neighbours", neighbours.size());
        }

        /** {@return whether the nearest neighbour is of the query's class} */
        public boolean isRight() {
            return neighbours.get(0).className().equals(query.className());
        }
    }

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public GalleryRecord {
        Require.format(GalleryRecord.class, format);
        Require.id(trial);
        Require.text("distance", distance);
        Require.atLeast(0, "searched", searched);
        Require.atLeast(0, "mistakes", mistakes);
        images = Require.list("images", images);
        queries = Require.list("queries", queries);
        int shown = images.size();
        for (Query query : queries) {
            requireShown(query.query(), shown);
            query.neighbours().forEach(neighbour -> requireShown(neighbour, shown));
        }
        // Images are inserted into pages without escaping.
        if (!images.stream().allMatch(image -> image.matches("[A-Za-z0-9+/]+={0,2}"))) {
            throw new IllegalArgumentException("images must be Base64");
        }
        int characters = images.stream().mapToInt(String::length).sum();
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "images must take at most " + MOST_CHARACTERS + " characters, got " + characters);
        }
    }

    private static void requireShown(Item item, int images) {
        if (item.image() >= images) {
            throw new IllegalArgumentException("image must be below " + images + ", got " + item.image());
        }
    }
}
