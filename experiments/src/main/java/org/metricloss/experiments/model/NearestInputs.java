package org.metricloss.experiments.model;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.evaluation.Neighbours;
import org.metricloss.datasets.Thumbnail;
import org.metricloss.results.report.NeighbourPage;

/**
 * The nearest inputs of a gallery for each query.
 *
 * @param queries the queries, in order
 */
public record NearestInputs(List<Query> queries) {
    /**
     * A query with its neighbours.
     *
     * @param path the query's path
     * @param label its class, if it is known
     * @param neighbours the nearest inputs of the gallery, nearest first
     */
    public record Query(String path, Optional<String> label, List<Neighbour> neighbours) {}

    /**
     * A neighbour.
     *
     * @param input its number in the gallery, counted from 0
     * @param path its path
     * @param label its class, if it is known
     * @param distance its distance from the query
     */
    public record Neighbour(int input, String path, Optional<String> label, double distance) {}

    /**
     * Embeds queries and gallery and searches exactly. All embeddings are held in memory.
     *
     * @param session the model
     * @param queries the queries
     * @param gallery the gallery
     * @param k the number of neighbours, at least 1
     * @param threads the number of threads of the search
     * @return the neighbours
     */
    public static NearestInputs of(
            ModelSession session, EmbeddedInputs queries, EmbeddedInputs gallery, int k, int threads) {
        Neighbours found = Neighbours.of(
                queries.inMemory(), gallery.inMemory(), k, session.model().metric(), threads);
        List<Query> all = new ArrayList<>();
        for (int query = 0; query < queries.size(); query++) {
            List<Neighbour> neighbours = new ArrayList<>();
            for (int rank = 0; rank < found.indices()[query].length; rank++) {
                int input = found.indices()[query][rank];
                neighbours.add(new Neighbour(
                        input, gallery.path(input), gallery.label(input), found.distances()[query][rank]));
            }
            all.add(new Query(queries.path(query), queries.label(query), neighbours));
        }
        return new NearestInputs(all);
    }

    /** {@return the neighbours as lines of text} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Query query : queries) {
            lines.add(named(query.path(), query.label()));
            for (int rank = 0; rank < query.neighbours().size(); rank++) {
                Neighbour neighbour = query.neighbours().get(rank);
                lines.add(String.format(
                        Locale.ROOT,
                        "%4d  %10.4f  %s",
                        rank + 1,
                        neighbour.distance(),
                        named(neighbour.path(), neighbour.label())));
            }
        }
        return lines;
    }

    private static String named(String path, Optional<String> label) {
        return label.map(name -> path + "  (" + name + ")").orElse(path);
    }

    /**
     * {@return a page with the pictures of queries and neighbours}
     *
     * @param title its title
     * @param shape the shape of the images
     * @param queryImages the queries
     * @param galleryImages the gallery
     */
    public NeighbourPage page(String title, ImageShape shape, Inputs queryImages, Inputs galleryImages) {
        List<NeighbourPage.Row> rows = new ArrayList<>();
        for (int query = 0; query < queries.size(); query++) {
            Query one = queries.get(query);
            List<NeighbourPage.Picture> neighbours = one.neighbours().stream()
                    .map(neighbour -> new NeighbourPage.Picture(
                            png(shape, galleryImages, neighbour.input()),
                            neighbour.path(),
                            neighbour.label().orElse(""),
                            String.format(Locale.ROOT, "%.4f", neighbour.distance()),
                            one.label().isPresent()
                                    && neighbour.label().isPresent()
                                    && !one.label().equals(neighbour.label())))
                    .toList();
            rows.add(new NeighbourPage.Row(
                    new NeighbourPage.Picture(
                            png(shape, queryImages, query),
                            one.path(),
                            one.label().orElse(""),
                            "",
                            false),
                    neighbours));
        }
        return new NeighbourPage(title, rows);
    }

    private static String png(ImageShape shape, Inputs images, int image) {
        float[] raw = new float[shape.values()];
        images.read(image, raw, 1);
        byte[] pixels = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            pixels[i] = (byte) (int) raw[i];
        }
        ImageSet one = ImageSet.of(shape, ImageSet.MAX_PIXEL, List.of("image"), pixels, new int[] {0});
        return Base64.getEncoder().encodeToString(Thumbnail.png(one, 0));
    }
}
