package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;

/**
 * The settings of an experiment's data set.
 *
 * @param type one of {@link Datasets#types()}
 * @param dir the folder with the files, for types that have files
 * @param normalize how pixels are scaled, by default centered
 * @param validation how much of the training part is set aside, by default nothing
 * @param images how image files become a data set, for types that consist of image files
 */
public record DatasetSettings(
        String type, Optional<Path> dir, Normalization normalize, Holdout validation, ImageSettings images) {
    /**
     * Creates the settings of a type that does not consist of image files.
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
     * {@return the default settings of a type}
     *
     * @param type one of {@link Datasets#types()}
     */
    public static DatasetSettings of(String type) {
        return new DatasetSettings(type, Optional.empty(), Normalization.CENTERED, Holdout.NONE);
    }
}
