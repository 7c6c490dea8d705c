package org.metricloss.datasets;

import java.util.List;
import org.metricloss.core.data.Dataset;

/**
 * A kind of data set that an experiment can name.
 *
 * @param name as in an experiment file
 * @param description one line
 * @param folder the use it has for a folder
 * @param imageKeys which of the settings for image files it has: {@code size}, {@code color}, {@code split}, {@code test},
 *     {@code pairs}
 * @param source opens it
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
        /** The data is searched for or downloaded unless a folder is given. */
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
         * @param settings what the experiment says of it; the validation part is taken later
         * @throws DatasetException if the data cannot be found or used
         */
        Dataset open(DatasetSettings settings);
    }
}
