package org.metricloss.results.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.metricloss.formats.Layout;

/**
 * The nearest neighbours of the test samples that figures of embeddings show, and thumbnails of test images.
 *
 * @param format the version of this record's layout, {@link #FORMAT}
 * @param trial the trial's id
 * @param distance the distance by which neighbours were searched, such as {@code euclidean}
 * @param neighbours by the index of a test sample the indices of its nearest other test samples, nearest first
 * @param images by the index of a test sample its image as PNG in Base64, for as many as fit in {@value #MOST_CHARACTERS}
 *     characters; empty for data without images
 */
@Layout(newest = PointsRecord.FORMAT, oldest = PointsRecord.FORMAT)
public record PointsRecord(
        int format,
        String trial,
        String distance,
        Map<Integer, List<Integer>> neighbours,
        Map<Integer, String> images) {
    /** The layout that this version writes and reads. */
    public static final int FORMAT = 1;

    /** The most characters that the images may take. */
    public static final int MOST_CHARACTERS = 300_000;

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public PointsRecord {
        Require.format(PointsRecord.class, format);
        Require.id(trial);
        Require.text("distance", distance);
        Require.present("neighbours", neighbours);
        Require.present("images", images);
        neighbours.forEach((sample, nearest) -> {
            Require.atLeast(0, "sample", sample);
            nearest.forEach(other -> Require.atLeast(0, "neighbour", other));
        });
        // Images are inserted into pages without escaping.
        if (!images.values().stream().allMatch(image -> image.matches("[A-Za-z0-9+/]+={0,2}"))) {
            throw new IllegalArgumentException("images must be Base64");
        }
        int characters = images.values().stream().mapToInt(String::length).sum();
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "images must take at most " + MOST_CHARACTERS + " characters, got " + characters);
        }
        TreeMap<Integer, List<Integer>> copied = new TreeMap<>();
        neighbours.forEach((sample, nearest) -> copied.put(sample, List.copyOf(nearest)));
        neighbours = Collections.unmodifiableMap(copied);
        images = Collections.unmodifiableMap(new TreeMap<>(images));
    }
}
