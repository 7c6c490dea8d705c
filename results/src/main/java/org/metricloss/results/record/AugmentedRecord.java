package org.metricloss.results.record;

import java.util.List;
import org.metricloss.formats.Layout;

/**
 * Some training images of a trial, each beside what augmentation made of it in the first epochs.
 *
 * @param format the version of this record's layout, {@link #FORMAT}
 * @param trial the trial's id
 * @param rows the images, at least one
 */
@Layout(newest = AugmentedRecord.FORMAT, oldest = AugmentedRecord.FORMAT)
public record AugmentedRecord(int format, String trial, List<Row> rows) {
    /** The layout that this version writes and reads. */
    public static final int FORMAT = 1;

    /** The most characters that all images may take. */
    public static final int MOST_CHARACTERS = 300_000;

    /**
     * One training image.
     *
     * @param className its class
     * @param original the image as it is, as PNG in Base64
     * @param versions the image as it was trained on in the first epoch, the second, ..., as PNG in Base64; at least one
     */
    public record Row(String className, String original, List<String> versions) {
        /** @throws IllegalArgumentException if a component is missing or not as described */
        public Row {
            Require.text("className", className);
            requireImage(original);
            versions = Require.list("versions", versions);
            Require.atLeast(1, "number of versions", versions.size());
            versions.forEach(Row::requireImage);
        }

        /** Images are inserted into pages without escaping. */
        private static void requireImage(String image) {
            if (!Require.text("image", image).matches("[A-Za-z0-9+/]+={0,2}")) {
                throw new IllegalArgumentException("images must be Base64");
            }
        }

        private int characters() {
            return original.length()
                    + versions.stream().mapToInt(String::length).sum();
        }
    }

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public AugmentedRecord {
        Require.format(AugmentedRecord.class, format);
        Require.id(trial);
        rows = Require.list("rows", rows);
        Require.atLeast(1, "number of rows", rows.size());
        int characters = rows.stream().mapToInt(Row::characters).sum();
        if (characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException(
                    "images must take at most " + MOST_CHARACTERS + " characters, got " + characters);
        }
    }
}
