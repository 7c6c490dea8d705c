package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;

/**
 * The data set of an experiment, as its file says.
 *
 * @param type one of {@link Datasets#types()}
 * @param dir the folder with the files, for types that have files
 * @param normalize how pixels are scaled, by default centered
 * @param validation how much of the training part is set aside, by default nothing
 * @param images how image files become a data set, for types that are image files
 */
public record DatasetSettings(
        String type, Optional<Path> dir, Normalization normalize, Holdout validation, ImageSettings images) {
    /**
     * Settings of a type that is not made of image files.
     *
     * @param type one of {@link Datasets#types()}
     * @param dir the folder with the files, for types that have files
     * @param normalize how pixels are scaled
     * @param validation how much of the training images is set aside
     */
    public DatasetSettings(String type, Optional<Path> dir, Normalization normalize, Holdout validation) {
        this(type, dir, normalize, validation, ImageSettings.DEFAULT);
    }

    /**
     * {@return the default settings of that type}
     *
     * @param type one of {@link Datasets#types()}
     */
    public static DatasetSettings of(String type) {
        return new DatasetSettings(type, Optional.empty(), Normalization.CENTERED, Holdout.NONE);
    }
}
