package org.metricloss.experiments.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.datasets.Thumbnail;
import org.metricloss.results.figure.StratifiedSample;
import org.metricloss.results.record.GalleryRecord;

/**
 * Finds the test images whose neighbours belong least to their own class. For a query, let p be the distance to the
 * nearest other image of its class, and n the distance to the nearest image of another class. If the test part consists of
 * queries and a gallery, only queries are searched, in the gallery without the images of their own class and group. The
 * hardness (p - n) / (p + n) is above 0 if the nearest neighbour is wrong, at most 1, and independent of scale. Queries are shown in
 * descending order of hardness. Ties go to the lower index, also among neighbours at equal distance.
 */
public final class Gallery {
    /** The most test images that are queries; each class has the same share. */
    static final int MOST_SEARCHED = 1000;

    static final int MOST_SHOWN = 16;
    static final int NEIGHBOURS = 5;

    private final ImageSet images;
    private final float[] embeddings;
    private final int dimension;
    private final Distance distance;
    private final Optional<QueryGallery> parts;
    private final int[] groups;
    private final int[] labels;
    private final double[] norms;

    private Gallery(
            ImageSet images, float[] embeddings, int dimension, Distance distance, Optional<QueryGallery> parts) {
        this.images = images;
        this.parts = parts;
        this.groups = parts.flatMap(QueryGallery::groups).orElse(new int[0]);
        this.embeddings = embeddings;
        this.dimension = dimension;
        this.distance = distance;
        this.labels = images.labels();
        this.norms = IntStream.range(0, labels.length)
                .mapToDouble(i -> Math.sqrt(product(i, i)))
                .toArray();
    }

    private record Ranked(int query, double hardness, int[] nearest, double[] distances) {}

    /**
     * {@return the gallery; empty if no image has both another image of its class and one of another class}
     *
     * @param trial the trial's id
     * @param images the test part
     * @param embeddings [n, d] of its images, row-major, finite
     * @param dimension the embedding dimension d
     * @param distance the distance by which neighbours are searched
     * @param parts the division of the test part into queries and gallery, if it has one
     */
    public static Optional<GalleryRecord> of(
            String trial,
            ImageSet images,
            float[] embeddings,
            int dimension,
            Distance distance,
            Optional<QueryGallery> parts) {
        return new Gallery(images, embeddings, dimension, distance, parts).record(trial);
    }

    private Optional<GalleryRecord> record(String trial) {
        List<Ranked> ranked = new ArrayList<>();
        int searched = parts.map(QueryGallery::queries).orElse(labels.length);
        for (int query : StratifiedSample.of(Arrays.copyOf(labels, searched), MOST_SEARCHED)) {
            rank(query).ifPresent(ranked::add);
        }
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        ranked.sort(Comparator.comparingDouble(Ranked::hardness).reversed());
        Map<Integer, String> shown = new LinkedHashMap<>();
        List<GalleryRecord.Query> queries = new ArrayList<>();
        int characters = 0;
        for (Ranked one : ranked.subList(0, Math.min(MOST_SHOWN, ranked.size()))) {
            Map<Integer, String> added = new LinkedHashMap<>();
            IntStream.concat(IntStream.of(one.query()), IntStream.of(one.nearest()))
                    .filter(sample -> !shown.containsKey(sample))
                    .forEach(sample -> added.put(sample, base64(sample)));
            characters += added.values().stream().mapToInt(String::length).sum();
            if (characters > GalleryRecord.MOST_CHARACTERS) {
                break;
            }
            shown.putAll(added);
            queries.add(query(one, List.copyOf(shown.keySet())));
        }
        return Optional.of(new GalleryRecord(
                GalleryRecord.FORMAT,
                trial,
                Spelling.of(distance),
                ranked.size(),
                (int) ranked.stream()
                        .filter(one -> labels[one.nearest()[0]] != labels[one.query()])
                        .count(),
                List.copyOf(shown.values()),
                queries));
    }

    private GalleryRecord.Query query(Ranked one, List<Integer> shown) {
        List<GalleryRecord.Item> neighbours = new ArrayList<>();
        for (int k = 0; k < one.nearest().length; k++) {
            neighbours.add(item(one.nearest()[k], one.distances()[k], shown));
        }
        return new GalleryRecord.Query(item(one.query(), 0, shown), neighbours);
    }

    private GalleryRecord.Item item(int sample, double apart, List<Integer> shown) {
        return new GalleryRecord.Item(
                shown.indexOf(sample), sample, images.classNames().get(labels[sample]), apart);
    }

    private String base64(int sample) {
        return Base64.getEncoder().encodeToString(Thumbnail.png(images, sample));
    }

    private Optional<Ranked> rank(int query) {
        int[] nearest = new int[NEIGHBOURS];
        double[] distances = new double[nearest.length];
        int found = 0;
        double positive = Double.POSITIVE_INFINITY;
        double negative = Double.POSITIVE_INFINITY;
        for (int other = parts.map(QueryGallery::queries).orElse(0); other < labels.length; other++) {
            if (other == query || isLeftOut(query, other)) {
                continue;
            }
            double apart = distance(query, other);
            if (labels[other] == labels[query]) {
                positive = Math.min(positive, apart);
            } else {
                negative = Math.min(negative, apart);
            }
            int place = found;
            while (place > 0 && distances[place - 1] > apart) {
                place--;
            }
            if (place < nearest.length) {
                found = Math.min(found + 1, nearest.length);
                for (int k = found - 1; k > place; k--) {
                    nearest[k] = nearest[k - 1];
                    distances[k] = distances[k - 1];
                }
                nearest[place] = other;
                distances[place] = apart;
            }
        }
        if (Double.isInfinite(positive) || Double.isInfinite(negative)) {
            return Optional.empty();
        }
        double sum = positive + negative;
        return Optional.of(new Ranked(
                query,
                sum > 0 ? (positive - negative) / sum : 0,
                Arrays.copyOf(nearest, found),
                Arrays.copyOf(distances, found)));
    }

    private boolean isLeftOut(int query, int other) {
        return groups.length > 0 && labels[other] == labels[query] && groups[other] == groups[query];
    }

    private double distance(int i, int j) {
        if (distance == Distance.COSINE) {
            return Distance.cosine(product(i, j), norms[i], norms[j]);
        }
        double sum = 0;
        for (int k = 0; k < dimension; k++) {
            double difference = (double) embeddings[i * dimension + k] - embeddings[j * dimension + k];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private double product(int i, int j) {
        double sum = 0;
        for (int k = 0; k < dimension; k++) {
            sum += (double) embeddings[i * dimension + k] * embeddings[j * dimension + k];
        }
        return sum;
    }
}
