package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.core.data.GivenMoments;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.Normalizer;

/**
 * The settings of an experiment's data set.
 *
 * @param type one of {@link Datasets#types()}
 * @param dir the folder with the files, for types that have files
 * @param normalize how the stored values are scaled, by default centered for images
 * @param validation how much of the training part is set aside, by default nothing
 * @param images how image files become images of a data set, for types that consist of image files
 * @param split how the train and the test part are separated
 * @param files the files with vectors, or the list of images, for types that have one
 * @param moments the mean and the standard deviation of each channel, in place of those of the training images
 */
public record DatasetSettings(
        String type,
        Optional<Path> dir,
        Normalization normalize,
        Holdout validation,
        ImageSettings images,
        SplitSettings split,
        Optional<PartFiles> files,
        Optional<GivenMoments> moments) {
    /**
     * Creates the settings of a type that is not in files of its own.
     *
     * @param type one of {@link Datasets#types()}
     * @param dir the folder with the files, for types that have files
     * @param normalize how pixels are scaled
     * @param validation how much of the training images is set aside
     * @param images how image files become images of a data set
     * @param split how the train and the test part are separated
     */
    public DatasetSettings(
            String type,
            Optional<Path> dir,
            Normalization normalize,
            Holdout validation,
            ImageSettings images,
            SplitSettings split) {
        this(type, dir, normalize, validation, images, split, Optional.empty(), Optional.empty());
    }

    /**
     * Creates the settings of a type that does not consist of image files, with its own parts.
     *
     * @param type one of {@link Datasets#types()}
     * @param dir the folder with the files, for types that have files
     * @param normalize how pixels are scaled
     * @param validation how much of the training images is set aside
     */
    public DatasetSettings(String type, Optional<Path> dir, Normalization normalize, Holdout validation) {
        this(type, dir, normalize, validation, ImageSettings.DEFAULT, SplitSettings.DEFAULT);
    }

    /**
     * {@return the default settings of a type}
     *
     * @param type one of {@link Datasets#types()}
     */
    public static DatasetSettings of(String type) {
        return new DatasetSettings(type, Optional.empty(), Normalization.CENTERED, Holdout.NONE);
    }

    /** {@return the scaling of the stored values} */
    public Normalizer normalizer() {
        return moments.isPresent() ? moments.get() : normalize;
    }
}
