package org.metricloss.results.training.record;

import java.util.List;
import org.metricloss.results.record.Require;

/**
 * The data of a trial.
 *
 * @param name the data set's name
 * @param sha256 the checksum of the data as read, 64 lower-case hex digits
 * @param train how many training samples, at least 0
 * @param validation how many validation samples, at least 0
 * @param test how many test samples, at least 0
 * @param classes how many classes the training part has, at least 1
 * @param imageShape channels, height, width of images, or the length of vectors; each at least 1
 * @param normalisation how the stored values were scaled, in words
 */
public record DatasetRecord(
        String name,
        String sha256,
        long train,
        long validation,
        long test,
        int classes,
        List<Integer> imageShape,
        String normalisation) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public DatasetRecord {
        Require.text("dataset name", name);
        Require.sha256("dataset sha256", sha256);
        Require.atLeast(0, "train", train);
        Require.atLeast(0, "validation", validation);
        Require.atLeast(0, "test", test);
        Require.atLeast(1, "classes", classes);
        imageShape = Require.list("imageShape", imageShape);
        if (imageShape.size() != 3 && imageShape.size() != 1
                || imageShape.stream().anyMatch(length -> length < 1)) {
            throw new IllegalArgumentException(
                    "imageShape must be channels, height, width, or the length of vectors, each >= 1, got "
                            + imageShape);
        }
        Require.text("normalisation", normalisation);
    }

    /**
     * Tells whether the data of two trials differ at most in the samples that their seeds set aside. If whole classes
     * are set aside, as on open-set data, the number of images depends on the sizes of these classes.
     *
     * @param other the data of another trial
     * @return whether the data is the same and either both trials set samples aside or neither does
     */
    public boolean isRepeatOf(DatasetRecord other) {
        return name.equals(other.name)
                && sha256.equals(other.sha256)
                && train + validation == other.train + other.validation
                && (validation == 0) == (other.validation == 0)
                && test == other.test
                && classes == other.classes
                && imageShape.equals(other.imageShape)
                && normalisation.equals(other.normalisation);
    }
}
