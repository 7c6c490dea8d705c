package org.metricloss.datasets;

import java.util.List;
import org.metricloss.core.data.Dataset;

/**
 * A kind of data set that an experiment can name.
 *
 * @param name the name in an experiment file
 * @param description one line
 * @param folder whether it takes a folder
 * @param imageKeys the settings for image files that it takes: {@code size}, {@code color}, {@code split}, {@code
 *     test}, {@code pairs}
 * @param source opens the data set
 */
public record DatasetType(String name, String description, Folder folder, List<String> imageKeys, Source source) {
    /** Copies the list. */
    public DatasetType {
        imageKeys = List.copyOf(imageKeys);
    }

    /** Whether a type takes the setting {@code dir}. */
    public enum Folder {
        /** The data is part of the program; a folder is refused. */
        NONE,
        /** If no folder is given, the data is searched for or downloaded. */
        OPTIONAL,
        /** A folder is required. */
        REQUIRED
    }

    /** Opens a data set without a validation part. */
    @FunctionalInterface
    public interface Source {
        /**
         * {@return the data set}
         *
         * @param settings the experiment's settings; the validation part is taken later
         * @throws DatasetException if the data cannot be found or used
         */
        Dataset open(DatasetSettings settings);
    }
}
